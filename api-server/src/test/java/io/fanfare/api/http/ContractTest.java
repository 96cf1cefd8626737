package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the contract shows its readers is what it allows. */
class ContractTest {

  private static JsonNode contract;

  @BeforeAll
  static void read() {
    contract = Contract.document();
  }

  @Test
  void everyExampleOfAnAnswerFitsItsSchema() {
    List<String> shown = new ArrayList<>();
    for (var path : contract.get("paths").properties()) {
      for (var answer : path.getValue().path("get").path("responses").properties()) {
        JsonNode content = answer.getValue().path("content").path("application/json");
        for (JsonNode example : content.path("examples")) {
          Contract.assertFits(
              path.getKey().replace("{urn}", urn(path.getKey())),
              Integer.parseInt(answer.getKey()),
              resolved(example).get("value").toString(),
              answer.getValue().path("headers"));
          shown.add(path.getKey());
        }
      }
    }
    assertThat(shown)
        .contains("/tracks/{urn}", "/me", "/resolve", "/oembed")
        .hasSizeGreaterThan(15);
  }

  /** Clients must expect more fields than the contract names; the server sends none. */
  @Test
  void moreFieldsAreOpenToClientsAndNotToTheServer() {
    for (JsonNode schema : contract.at("/components/schemas")) {
      assertThat(schema.findValuesAsText("additionalProperties")).doesNotContain("false");
    }
    assertThatThrownBy(
            () ->
                Contract.assertFits(
                    "/tracks/soundcloud:tracks:1",
                    404,
                    "{\"code\":404,\"message\":\"m\",\"link\":\"l\",\"error_code\":\"not_found\",\"x\":1}",
                    contract.path("headers")))
        .hasMessageContaining("x");
  }

  @Test
  void everyPathWithATagHasAnExample() {
    for (var path : contract.get("paths").properties()) {
      JsonNode get = path.getValue().path("get");
      if (get.has("tags")) {
        assertThat(get.findValues("examples")).as(path.getKey()).isNotEmpty();
        assertThat(contract.get("tags").findValuesAsText("name"))
            .contains(get.at("/tags/0").textValue());
      }
    }
  }

  private static String urn(String path) {
    return "soundcloud:%s:1".formatted(path.split("/", -1)[1]);
  }

  private static JsonNode resolved(JsonNode example) {
    return example.has("$ref")
        ? contract.at(example.get("$ref").textValue().substring(1))
        : example;
  }
}
