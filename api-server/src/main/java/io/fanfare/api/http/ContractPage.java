package io.fanfare.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The page at `/reference`: the contract for people. The server renders it, so that it needs no
 * script, and neither a parser of YAML nor a library that the policy of the pages would not let in.
 */
final class ContractPage {

  /** Anchors of the contract that are used more than once are used often. */
  private static final int MOST_ALIASES = 1_000;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode contract;
  private final ContractSchemas schemas;

  /**
   * @param yaml the contract
   */
  ContractPage(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MOST_ALIASES);
    contract = MAPPER.valueToTree(new Yaml(options).load(yaml));
    schemas = new ContractSchemas(contract.at("/components/schemas"));
  }

  /**
   * @param page with places for what is rendered
   */
  String fill(String page) {
    StringBuilder paths = new StringBuilder();
    StringBuilder operations = new StringBuilder();
    for (Map.Entry<String, JsonNode> path : contract.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = Html.escaped(operation.getKey().toUpperCase(Locale.ROOT));
        String title =
            "<span class=\"method\">%s</span> <code>%s</code>"
                .formatted(method, Html.escaped(path.getKey()));
        String id = Html.escaped(operation.getValue().get("operationId").asText());
        paths.append("<li><a href=\"#%s\">%s</a></li>\n".formatted(id, title));
        operations.append(section(id, title, operation.getValue()));
      }
    }
    return page.replace("<!-- version -->", Html.escaped(contract.at("/info/version").asText()))
        .replace("<!-- about -->", Html.text(contract.at("/info/description").asText()))
        .replace("<!-- paths -->", paths)
        .replace("<!-- operations -->", operations)
        .replace("<!-- schemas -->", schemas.sections());
  }

  private String section(String id, String title, JsonNode operation) {
    return "<section class=\"operation\" id=\"%s\">\n<h3>%s</h3>\n".formatted(id, title)
        + Html.text(operation.path("summary").asText())
        + Html.text(operation.path("description").asText())
        + "<p class=\"token\">%s</p>\n"
            .formatted(
                operation.has("security") && operation.get("security").isEmpty()
                    ? "Needs no token."
                    : "Needs a token.")
        + parameters(operation)
        + requestBody(operation)
        + answers(operation)
        + "</section>\n";
  }

  private String parameters(JsonNode operation) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode reference : operation.path("parameters")) {
      JsonNode parameter = resolved(reference);
      rows.add(
          List.of(
              "<code>" + Html.escaped(parameter.get("name").asText()) + "</code>",
              Html.escaped(parameter.get("in").asText()),
              schemas.type(parameter.path("schema")),
              (parameter.path("required").asBoolean() ? "Required. " : "")
                  + Html.line(parameter.path("description").asText())));
    }
    return rows.isEmpty()
        ? ""
        : "<h4>Parameters</h4>\n" + Html.table(List.of("Name", "In", "Type", "Meaning"), rows);
  }

  private String requestBody(JsonNode operation) {
    JsonNode content = operation.at("/requestBody/content");
    return content.isEmpty() ? "" : "<h4>Body</h4>\n<p>" + types(content) + "</p>\n";
  }

  private String answers(JsonNode operation) {
    List<List<String>> rows = new ArrayList<>();
    StringBuilder examples = new StringBuilder();
    for (Map.Entry<String, JsonNode> answer : operation.path("responses").properties()) {
      JsonNode found = resolved(answer.getValue());
      rows.add(
          List.of(
              Html.escaped(answer.getKey()),
              types(found.path("content")),
              Html.line(found.path("description").asText())));
      for (JsonNode example : found.at("/content/application~1json/examples")) {
        examples.append(example(resolved(example).get("value")));
      }
    }
    return "<h4>Answers</h4>\n" + Html.table(List.of("Status", "Body", "Meaning"), rows) + examples;
  }

  private String types(JsonNode content) {
    List<String> types = new ArrayList<>();
    for (Map.Entry<String, JsonNode> type : content.properties()) {
      types.add(
          "<code>%s</code> %s"
              .formatted(
                  Html.escaped(type.getKey()), schemas.type(type.getValue().path("schema"))));
    }
    return String.join("<br>", types);
  }

  private static String example(JsonNode value) {
    return "<details><summary>Example</summary><pre>%s</pre></details>\n"
        .formatted(Html.escaped(value.toPrettyString()));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? contract.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** The last part of a reference. */
  static String nameOf(JsonNode reference) {
    String path = reference.get("$ref").asText();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
