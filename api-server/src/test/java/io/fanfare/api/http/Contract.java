package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;

/** The contract that the server publishes: answers are read through it. */
final class Contract {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createFor("openapi.yaml").build();

  private Contract() {}

  /** The answer's JSON, if it is one that the contract allows at its path. */
  static JsonNode read(HttpResponse<String> response) {
    assertFits(response);
    try {
      return MAPPER.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  private static void assertFits(HttpResponse<String> response) {
    SimpleResponse.Builder answer =
        SimpleResponse.Builder.status(response.statusCode()).withBody(response.body());
    response.headers().map().forEach(answer::withHeader);
    String path = response.request().uri().getPath();
    Method method = Method.valueOf(response.request().method());
    assertThat(VALIDATOR.validateResponse(path, method, answer.build()).getMessages())
        .as(response.body())
        .isEmpty();
  }
}
