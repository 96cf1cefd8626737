package io.fanfare.ops.setup;

import io.fanfare.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads scripts of statements from the schemas module. */
public final class SchemaScript {

  private SchemaScript() {}

  /** The statements of a resource, without comments; each ends in a `;` at the end of a line. */
  public static List<String> statements(String resource) {
    try (InputStream in = Topics.class.getResourceAsStream(resource)) {
      byte[] script = Objects.requireNonNull(in, resource).readAllBytes();
      return split(new String(script, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Splits a script whose comments begin with `--` and end with their line. */
  static List<String> split(String script) {
    String code =
        script
            .lines()
            .map(line -> line.replaceFirst("(^|\\s)--( .*)?$", "").stripTrailing())
            .collect(Collectors.joining("\n"));
    return Arrays.stream(code.split(";\\s*(\n|$)"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
