package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page at `/reference` is the contract. */
class ContractPageHttpTest {

  private final TestServer server = TestServer.start();
  private HttpResponse<String> answer;
  private String page;

  @BeforeEach
  void read() throws Exception {
    answer = server.send(server.request("/reference"));
    page = answer.body();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void showsEveryPathParameterAndAnswer() throws Exception {
    JsonNode contract = Contract.document();
    for (Map.Entry<String, JsonNode> path : contract.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String section = section(operation.getValue().get("operationId").textValue());
        assertThat(section)
            .contains(">" + operation.getKey().toUpperCase(Locale.ROOT) + "<")
            .contains("<code>" + path.getKey() + "</code>");
        for (JsonNode parameter : operation.getValue().path("parameters")) {
          assertThat(section)
              .contains("<code>" + resolved(contract, parameter).get("name").textValue() + "<");
        }
        operation
            .getValue()
            .get("responses")
            .fieldNames()
            .forEachRemaining(status -> assertThat(section).contains("<td>" + status + "</td>"));
      }
    }
    contract
        .at("/components/schemas")
        .fieldNames()
        .forEachRemaining(name -> assertThat(section("schema-" + name)).contains(name));
    assertThat(section("schema-Track")).contains("<code>favoritings_count</code>", "<b>always</b>");
    assertThat(section("schema-Stats")).contains("href=\"#schema-KindStats\"");
    assertThat(section("track")).contains("&quot;kind&quot; : &quot;track&quot;");
    assertThat(section("feedUpdates")).contains("<td><code>ready</code></td>");
  }

  private static JsonNode resolved(JsonNode contract, JsonNode node) {
    return node.has("$ref") ? contract.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private String section(String id) {
    int begin = page.indexOf("<section class=\"operation\" id=\"" + id + "\">");
    assertThat(begin).as(id).isPositive();
    return page.substring(begin, page.indexOf("</section>", begin));
  }

  @Test
  void everyLinkLeadsSomewhere() throws Exception {
    Set<String> ids = found("\\bid=\"([^\"]+)\"");
    assertThat(ids).containsAll(found("href=\"#([^\"]+)\""));
    for (String file : found("(?:href|src)=\"([^\"#]+)\"")) {
      String path = "/" + (file.equals("./") ? "" : file);
      assertThat(server.send(server.request(path)).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(page).doesNotContain("<!--", "<script", "style=\"", "$ref");
  }

  private Set<String> found(String pattern) {
    return Pattern.compile(pattern)
        .matcher(page)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void hasThePolicyOfTheOtherPages() throws Exception {
    HttpResponse<String> start = server.send(server.request("/"));
    for (String header :
        List.of("Content-Security-Policy", "Content-Type", "Referrer-Policy", "Cache-Control")) {
      assertThat(answer.headers().allValues(header))
          .as(header)
          .isNotEmpty()
          .isEqualTo(start.headers().allValues(header));
    }
  }

  @Test
  void textIsWrittenAsText() {
    assertThat(Html.text("A `<b>` & c\n\n| x | y |\n|---|---|\n| 1 | `2` |\n"))
        .startsWith("<p>A <code>&lt;b&gt;</code> &amp; c</p>")
        .contains("<th scope=\"col\">x</th>", "<td>1</td><td><code>2</code></td>")
        .doesNotContain("---");
  }
}
