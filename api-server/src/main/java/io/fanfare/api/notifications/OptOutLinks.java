package io.fanfare.api.notifications;

import io.fanfare.api.auth.Seal;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.schemas.notifications.Channel;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Makes and reads the links with which a recipient opts out of a channel without a session (RFC
 * 8058). A link never expires, and gives access to nothing else. Its key is not that of tokens,
 * because the programs that send mail have it, too.
 */
public final class OptOutLinks {

  /** The path in front of the token. */
  public static final String PATH = "/notifications/opt-out/";

  private static final byte VERSION = 1;
  private static final int LENGTH = 1 + Long.BYTES + 1;
  private static final byte[] EVERYWHERE = {};

  /** The channels by their number in links. */
  private static final List<Channel> CHANNELS =
      List.of(Channel.PUSH, Channel.EMAIL, Channel.WEBHOOK);

  private final Seal seal;
  private final String publicUrl;

  /** Whom a link opts out, and of what. */
  public record Target(long userId, Channel channel) {}

  /**
   * @param key the content of `--opt-out-key-file`
   * @param publicUrl the beginning of links, without a slash at its end
   */
  public OptOutLinks(TokenKey key, String publicUrl) {
    this.seal = new Seal(key, "opt-out");
    this.publicUrl = publicUrl;
  }

  /** The link for the header `List-Unsubscribe`, and for people. */
  public URI link(long userId, Channel channel) {
    byte[] content =
        ByteBuffer.allocate(LENGTH)
            .put(VERSION)
            .putLong(userId)
            .put((byte) CHANNELS.indexOf(channel))
            .array();
    return URI.create(publicUrl + PATH + seal.seal(content, EVERYWHERE));
  }

  /** What the token at the end of a link is for; empty if no such link was made. */
  public Optional<Target> open(String token) {
    byte[] content = seal.open(token, EVERYWHERE);
    if (content == null || content.length != LENGTH || content[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(content, 1, LENGTH - 1);
    long userId = bytes.getLong();
    byte channel = bytes.get();
    return channel >= 0 && channel < CHANNELS.size()
        ? Optional.of(new Target(userId, CHANNELS.get(channel)))
        : Optional.empty();
  }
}
