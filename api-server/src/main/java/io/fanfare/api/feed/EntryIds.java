package io.fanfare.api.feed;

import io.fanfare.api.auth.TokenKey;
import io.fanfare.schemas.dashboard.Activity;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the ids of entries: text that distinguishes two entries even if the API writes their times
 * alike. It reveals nothing else, so a removed entry can have an id although it was never shown.
 */
public final class EntryIds {

  private static final int LENGTH = 12;

  private final SecretKeySpec key;

  public EntryIds(TokenKey key) {
    this.key = new SecretKeySpec(key.derive("fanfare feed entry"), "HmacSHA256");
  }

  public String of(long userId, Activity activity) {
    byte[] entry =
        ByteBuffer.allocate(4 * Long.BYTES + 1)
            .putLong(userId)
            .putLong(activity.getActivityTime())
            .putLong(activity.getActorId())
            .putLong(activity.getObjectId())
            .put(EntryBytes.code(activity.getKind()))
            .array();
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      byte[] id = Arrays.copyOf(mac.doFinal(entry), LENGTH);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }
}
