package io.fanfare.api.parameters;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the small JSON object that is the body of a request. Fields that nobody reads may be there.
 */
public final class JsonBody {

  private static final int MOST_BYTES = 16 * 1024;

  /** Strict, because what it ignored would be lost: a second document, or a second value. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonNode object;
  private final String example;

  private JsonBody(JsonNode object, String example) {
    this.object = object;
    this.example = example;
  }

  /**
   * Reads a body.
   *
   * @param bytes in UTF-8
   * @param example such a body, for errors
   * @throws ApiException (400) if it is not an object; (413) if it is larger than 16 KB
   */
  public static JsonBody read(byte[] bytes, String example) {
    if (bytes.length > MOST_BYTES) {
      throw new ApiException(413, "The body is larger than 16 KB: nothing valid is.");
    }
    JsonNode object;
    try {
      object = MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw wrong(example);
    }
    if (!object.isObject()) {
      throw wrong(example);
    }
    return new JsonBody(object, example);
  }

  /**
   * A text.
   *
   * @param pointer where it is, as `/keys/auth`
   * @throws ApiException (400) if it is missing or no text
   */
  public String text(String pointer) {
    String text = textOrNull(pointer);
    if (text == null) {
      throw wrong(example);
    }
    return text;
  }

  /**
   * A text; null if it is missing.
   *
   * @throws ApiException (400) if it is no text
   */
  public @Nullable String textOrNull(String pointer) {
    JsonNode value = object.at(pointer);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(example);
    }
    return value.textValue();
  }

  /**
   * True or false.
   *
   * @throws ApiException (400) if it is neither
   */
  public boolean flag(String pointer) {
    JsonNode value = object.at(pointer);
    if (!value.isBoolean()) {
      throw wrong(example);
    }
    return value.booleanValue();
  }

  private static ApiException wrong(String example) {
    return new ApiException(
        ErrorKind.BODY_INVALID, "The body is not JSON such as " + example + ".");
  }
}
