package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;

/** Writes answers as JSON. */
final class Json {

  static final String CONTENT_TYPE = "application/json;charset=utf-8";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static void answer(Context context, int status, Object body) {
    context.status(status).contentType(CONTENT_TYPE).result(bytes(body));
  }

  /** Answers a read, with a tag that stands for all of the body. */
  static void answerTagged(Context context, Object body) {
    byte[] bytes = bytes(body);
    EntityTags.answer(context, EntityTags.weak(bytes), CONTENT_TYPE, bytes);
  }

  /**
   * Answers a read whose body is different each time, but not what matters of it.
   *
   * @param essence what the tag stands for
   */
  static void answerTagged(Context context, Object body, Object essence) {
    EntityTags.answer(context, EntityTags.weak(bytes(essence)), CONTENT_TYPE, bytes(body));
  }

  static byte[] bytes(Object body) {
    try {
      // As text first: written as bytes, half of a surrogate pair is an error, an emoji two
      // escapes.
      return MAPPER.writeValueAsString(body).getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every answer can be written as JSON", e);
    }
  }
}
