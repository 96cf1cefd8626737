package io.fanfare.api.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tags of answers, made of what they contain: a client that has an answer already gets 304 instead
 * of its bytes (RFC 9110, 13.1.2). The answer is made nevertheless, since nothing else knows
 * whether it has changed.
 */
final class EntityTags {

  private static final int LENGTH = 16;

  /** One tag of `If-None-Match`; a proxy that compresses may have made it weak. */
  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

  private EntityTags() {}

  /** The tag of an answer that is the same for its reader, if not in each byte. */
  static String weak(byte[] content) {
    return "W/" + strong(content);
  }

  /** The tag of exactly these bytes. */
  static String strong(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"'
          + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, LENGTH))
          + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * Gives the answer a tag, and its body unless the client has it.
   *
   * @param tag {@link #weak} or {@link #strong}
   */
  static void answer(Context context, String tag, String contentType, byte[] body) {
    // Also of a 304, whose headers replace those that a cache has stored.
    context.header("ETag", tag).contentType(contentType);
    if (isKnown(context, tag)) {
      context.status(304);
    } else {
      context.status(200).result(body);
    }
  }

  private static boolean isKnown(Context context, String tag) {
    boolean reads = context.method() == HandlerType.GET || context.method() == HandlerType.HEAD;
    return reads && matches(context.header("If-None-Match"), tag);
  }

  /** Compares as RFC 9110 wants it here: strength makes no difference. */
  private static boolean matches(@Nullable String given, String tag) {
    if (given == null) {
      return false;
    }
    if (given.strip().equals("*")) {
      return true;
    }
    String opaque = tag.substring(tag.indexOf('"'));
    Matcher one = TAG.matcher(given);
    while (one.find()) {
      if (one.group(1).equals(opaque)) {
        return true;
      }
    }
    return false;
  }
}
