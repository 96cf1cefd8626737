package io.fanfare.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** What clients of SoundCloud's public API rely on, and a comparison of answers with it. */
final class SoundCloudFacts {

  /** A path, and the schema of its answer. */
  record Path(String path, String schema, List<String> parameters) {
    @Override
    public String toString() {
      return path;
    }
  }

  /** What an answer has. */
  static final class Comparison {
    /** Values of another type. */
    final List<String> wrong = new ArrayList<>();

    /** Fields that SoundCloud has, too. */
    final Set<String> shared = new TreeSet<>();

    /** Fields that SoundCloud does not have. */
    final Set<String> added = new TreeSet<>();
  }

  private final JsonNode facts;

  SoundCloudFacts() {
    try (InputStream in = SoundCloudFacts.class.getResourceAsStream("/soundcloud-facts.yaml")) {
      facts = new ObjectMapper().valueToTree(new Yaml().load(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    for (var path : facts.get("paths").properties()) {
      List<String> parameters = new ArrayList<>();
      path.getValue().get("parameters").forEach(name -> parameters.add(name.textValue()));
      paths.add(new Path(path.getKey(), path.getValue().get("answer").textValue(), parameters));
    }
    return paths;
  }

  /** All fields, such as `Track.title`. */
  Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    for (var schema : facts.get("schemas").properties()) {
      schema
          .getValue()
          .fieldNames()
          .forEachRemaining(field -> fields.add(schema.getKey() + "." + field));
    }
    return fields;
  }

  void compare(JsonNode value, String type, String at, Comparison into) {
    if (type.endsWith("?")) {
      if (!value.isNull()) {
        compare(value, type.substring(0, type.length() - 1), at, into);
      }
    } else if (type.startsWith("[")) {
      check(value.isArray(), value, type, at, into);
      value.forEach(one -> compare(one, type.substring(1, type.length() - 1), at, into));
    } else if (facts.get("schemas").has(type)) {
      compareFields(value, type, at, into);
    } else if (type.contains(" | ")) {
      compare(value, kind(value, type), at, into);
    } else {
      check(isOf(value, type), value, type, at, into);
    }
  }

  private void compareFields(JsonNode value, String type, String at, Comparison into) {
    check(value.isObject(), value, type, at, into);
    for (var field : value.properties()) {
      String name = type + "." + field.getKey();
      JsonNode expected = facts.get("schemas").get(type).get(field.getKey());
      (expected == null ? into.added : into.shared).add(name);
      if (expected != null) {
        compare(field.getValue(), expected.textValue(), at + "/" + field.getKey(), into);
      }
    }
  }

  /** Which of the alternatives a value is by its `kind`, as clients find out. */
  private static String kind(JsonNode value, String alternatives) {
    return Arrays.stream(alternatives.split(" \\| ", -1))
        .filter(type -> type.equalsIgnoreCase(value.path("kind").asText()))
        .findAny()
        .orElse(alternatives.split(" \\| ", -1)[0]);
  }

  private static boolean isOf(JsonNode value, String type) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "date-time" -> value.isTextual() && isDateTime(value.textValue());
      default -> throw new AssertionError("The facts have an unknown type: " + type);
    };
  }

  private static boolean isDateTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static void check(boolean fits, JsonNode value, String type, String at, Comparison into) {
    if (!fits) {
      into.wrong.add("%s is no %s: %s".formatted(at, type, value));
    }
  }
}
