package io.fanfare.api.notifications;

import io.fanfare.api.auth.Seal;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.schemas.notifications.Channel;
import java.net.URI;
import java.nio.ByteBuffer;

/** Links by which anybody who has them opts a user out of a channel. */
public final class OptOutLinks {

  private final Seal seal;
  private final String publicUrl;

  public OptOutLinks(TokenKey key, String publicUrl) {
    this.seal = new Seal(key, "opt-out");
    this.publicUrl = publicUrl;
  }

  /** The link of a user and channel. */
  public URI link(long userId, Channel channel) {
    byte[] content = ByteBuffer.allocate(9).putLong(userId).put((byte) channel.ordinal()).array();
    return URI.create(publicUrl + "/notifications/opt-out/" + seal.seal(content, new byte[0]));
  }
}
