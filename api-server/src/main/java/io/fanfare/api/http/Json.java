package io.fanfare.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;

/** Writes answers as JSON. */
final class Json {

  static final String CONTENT_TYPE = "application/json;charset=utf-8";

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              // Otherwise an emoji becomes two escapes.
              .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
              .build());

  private Json() {}

  static void answer(Context context, int status, Object body) {
    context.status(status).contentType(CONTENT_TYPE).result(bytes(body));
  }

  static byte[] bytes(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every answer can be written as JSON", e);
    }
  }
}
