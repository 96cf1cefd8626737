package io.fanfare.connectors.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The index templates of this release, and how the mapping of an index differs from them. */
public final class IndexMapping {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEMPLATES = "/elasticsearch/";
  private static final String OBJECT = "object";

  private IndexMapping() {}

  /** The index template of a kind. */
  public static JsonNode template(DocumentKind kind) {
    return resource(Indices.index(kind, Indices.FIRST_GENERATION) + ".json");
  }

  /** The component template with the analyzers of all indices. */
  public static JsonNode analysis() {
    return resource(Indices.ANALYSIS_FILE);
  }

  /**
   * The name of a field that an index lacks or has with another type, so that the index rejects
   * documents of this release, whatever they contain. Subfields and analyzers reject none.
   *
   * @param mappings of the index, as `GET /INDEX/_mapping` returns them
   * @return empty if there is no such field
   */
  public static Optional<String> otherField(DocumentKind kind, JsonNode mappings) {
    return otherField("", template(kind).at("/template/mappings"), mappings);
  }

  /**
   * Whether an index has everything that the template has, with the same parameters.
   *
   * @param mappings of the index, as `GET /INDEX/_mapping` returns them
   */
  public static boolean isCurrent(DocumentKind kind, JsonNode mappings) {
    return contains(mappings, template(kind).at("/template/mappings"));
  }

  private static boolean contains(JsonNode found, JsonNode expected) {
    return expected.isValueNode()
        ? found.asText().equals(expected.asText())
        : expected.properties().stream()
            .allMatch(entry -> contains(found.path(entry.getKey()), entry.getValue()));
  }

  private static Optional<String> otherField(String path, JsonNode expected, JsonNode found) {
    for (Map.Entry<String, JsonNode> field : expected.path("properties").properties()) {
      JsonNode other = found.path("properties").path(field.getKey());
      String name = path + field.getKey();
      if (!type(other).equals(type(field.getValue()))) {
        return Optional.of(name);
      }
      Optional<String> inner = otherField(name + ".", field.getValue(), other);
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.empty();
  }

  private static String type(JsonNode field) {
    return field.isMissingNode() ? "" : field.path("type").asText(OBJECT);
  }

  private static JsonNode resource(String name) {
    try (InputStream in = IndexMapping.class.getResourceAsStream(TEMPLATES + name)) {
      return JSON.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
