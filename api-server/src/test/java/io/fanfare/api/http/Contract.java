package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The contract that the server publishes: answers are read through it. */
final class Contract {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createFor("openapi.yaml").build();

  private Contract() {}

  /** The whole document. */
  static JsonNode document() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1_000);
    try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
      return MAPPER.valueToTree(new Yaml(options).load(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer's JSON, if it is one that the contract allows at its path. */
  static JsonNode read(HttpResponse<String> response) {
    assertFits(response);
    try {
      return MAPPER.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  /** Checks an answer to GET, with headers as the contract describes them. */
  static void assertFits(String path, int status, String body, JsonNode headers) {
    SimpleResponse.Builder answer =
        SimpleResponse.Builder.status(status)
            .withBody(body)
            .withHeader("Content-Type", "application/json");
    headers
        .properties()
        .forEach(
            header ->
                answer.withHeader(
                    header.getKey(),
                    header.getValue().at("/schema/enum/0").asText("https://api.example.com/x")));
    assertThat(VALIDATOR.validateResponse(path, Method.GET, answer.build()).getMessages())
        .as(body)
        .isEmpty();
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
