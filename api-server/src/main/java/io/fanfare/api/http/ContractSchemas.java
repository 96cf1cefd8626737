package io.fanfare.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The schemas of the contract, as the page at `/reference` shows them. */
final class ContractSchemas {

  private final JsonNode schemas;

  /**
   * @param schemas by name
   */
  ContractSchemas(JsonNode schemas) {
    this.schemas = schemas;
  }

  /** A section for each schema. */
  String sections() {
    StringBuilder sections = new StringBuilder();
    for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
      sections.append(
          "<section class=\"operation\" id=\"schema-%1$s\">\n<h3>%1$s</h3>\n"
              .formatted(Html.escaped(schema.getKey())));
      sections.append(body(schema.getValue())).append("</section>\n");
    }
    return sections.toString();
  }

  private String body(JsonNode schema) {
    String description = Html.text(schema.path("description").asText());
    List<List<String>> rows = new ArrayList<>();
    addFields(schema, "", rows);
    return rows.isEmpty()
        ? description + "<p>" + type(schema) + "</p>\n"
        : description + Html.table(List.of("Field", "Type", "Meaning"), rows);
  }

  /** Objects within objects have no section of their own: their fields have the path as name. */
  private void addFields(JsonNode schema, String prefix, List<List<String>> rows) {
    String required = schema.path("required").toString();
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      JsonNode type = field.getValue();
      String name = prefix + field.getKey();
      boolean isRequired = required.contains("\"" + field.getKey() + "\"");
      rows.add(
          List.of(
              "<code>" + Html.escaped(name) + "</code>" + (isRequired ? " <b>always</b>" : ""),
              type(type),
              Html.line(type.path("description").asText())));
      addFields(type, name + ".", rows);
      addFields(type.path("items"), name + "[].", rows);
    }
  }

  /** A type as HTML, with a link if it has a section. */
  String type(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = Html.escaped(ContractPage.nameOf(schema));
      return "<a href=\"#schema-%1$s\">%1$s</a>".formatted(name);
    }
    if (schema.has("oneOf")) {
      return stream(schema.get("oneOf")).map(this::type).collect(Collectors.joining(" or "));
    }
    if (schema.has("items")) {
      return "array of " + type(schema.get("items")) + most(schema, "maxItems");
    }
    if (schema.has("enum")) {
      return stream(schema.get("enum"))
          .map(value -> "<code>" + Html.escaped(value.asText()) + "</code>")
          .collect(Collectors.joining(", "));
    }
    return Html.escaped(schema.path("type").asText("any")) + restriction(schema);
  }

  private String restriction(JsonNode schema) {
    StringBuilder text = new StringBuilder();
    if (schema.has("format")) {
      text.append(" (").append(Html.escaped(schema.get("format").asText())).append(")");
    }
    if (schema.has("pattern")) {
      text.append(" <code>").append(Html.escaped(schema.get("pattern").asText())).append("</code>");
    }
    if (schema.has("minimum")) {
      text.append(", at least ").append(schema.get("minimum").asText());
    }
    text.append(most(schema, "maximum"));
    if (schema.has("default")) {
      text.append(", by default ").append(Html.escaped(schema.get("default").asText()));
    }
    if (schema.path("additionalProperties").isObject()) {
      text.append(" of ").append(type(schema.get("additionalProperties")));
    }
    return text.toString();
  }

  private static String most(JsonNode schema, String bound) {
    return schema.has(bound) ? ", at most " + schema.get(bound).asText() : "";
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
