package io.fanfare.api.http;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request, which may be compressed. */
final class RequestBody {

  /** Of a body, both as it is sent and uncompressed. */
  static final int MOST_BYTES = 1_000_000;

  static final String TOO_LARGE = "The body is larger than 1 MB: send less at a time.";

  private static final Pattern JSON = Pattern.compile("application/json", CASE_INSENSITIVE);
  private static final Pattern CHARSET = Pattern.compile("charset *=.*", CASE_INSENSITIVE);
  private static final Pattern UTF_8 =
      Pattern.compile("charset *= *\"?utf-?8\"?", CASE_INSENSITIVE);

  private RequestBody() {}

  /**
   * The bytes of a JSON body. Without `Content-Type` a body may be JSON.
   *
   * @throws ApiException (415) if the body is declared to be anything else, or has an encoding
   *     other than gzip; (413) if it is too large; (400) if it can't be uncompressed
   */
  static byte[] json(Context context) {
    // Read in any case: a client that is still sending would not read the answer.
    byte[] body = bytes(context);
    String type = context.header("Content-Type");
    if (type != null && !isJson(type)) {
      throw new ApiException(
          ErrorKind.MEDIA_TYPE_UNSUPPORTED,
          "The body must be JSON in UTF-8: send the header 'Content-Type: application/json'.");
    }
    return body;
  }

  /** Parameters other than the charset mean nothing for JSON. */
  private static boolean isJson(String type) {
    String[] parts = type.split(";", -1);
    return JSON.matcher(parts[0].strip()).matches()
        && Arrays.stream(parts)
            .skip(1)
            .map(String::strip)
            .filter(part -> CHARSET.matcher(part).matches())
            .allMatch(part -> UTF_8.matcher(part).matches());
  }

  /**
   * The bytes of any body.
   *
   * @throws ApiException as {@link #json}
   */
  static byte[] bytes(Context context) {
    byte[] sent = context.bodyAsBytes();
    return isCompressed(context.header("Content-Encoding")) ? uncompressed(sent) : sent;
  }

  private static boolean isCompressed(@Nullable String encoding) {
    String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw new ApiException(
              ErrorKind.ENCODING_UNSUPPORTED,
              "The header Content-Encoding may be only gzip, once: send the body so, or without"
                  + " an encoding.");
    };
  }

  /** Stops at the limit, so that a few bytes can't fill the memory. */
  private static byte[] uncompressed(byte[] sent) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      byte[] plain = in.readNBytes(MOST_BYTES + 1);
      if (plain.length > MOST_BYTES) {
        throw new ApiException(ErrorKind.BODY_TOO_LARGE, TOO_LARGE);
      }
      return plain;
    } catch (IOException e) {
      throw new ApiException(
          ErrorKind.BODY_INVALID, "The body is not gzip, as its Content-Encoding declares.");
    }
  }
}
