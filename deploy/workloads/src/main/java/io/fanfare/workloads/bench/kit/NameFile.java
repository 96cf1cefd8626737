package io.fanfare.workloads.bench.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.fanfare.ops.OperationException;
import io.fanfare.workloads.load.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file of names: CSV with a head, or a JSON object a line.
 *
 * @param fields columns, or members of the objects that are texts or lists of them
 */
public record NameFile(TextFile file, List<String> fields) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param text `FILE:FIELD[,FIELD]`
   * @throws OperationException if it is not, or there is no such file
   */
  public static NameFile of(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new OperationException(
          "--names is FILE:FIELD[,FIELD], such as pages.csv.gz:page_name, not '" + text + "'.");
    }
    return new NameFile(
        new TextFile(Path.of(text.substring(0, colon))),
        List.of(text.substring(colon + 1).split(",")));
  }

  /** Hands over every name, in the order of the file. */
  public void read(Consumer<String> names) {
    try (BufferedReader reader = file.open()) {
      reader.mark(1);
      boolean isJson = reader.read() == '{';
      reader.reset();
      if (isJson) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          object(JSON.readTree(line), names);
        }
      } else {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
          rows.forEach(row -> fields.forEach(field -> names.accept(row.getField(field))));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new OperationException(file.path() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void object(JsonNode object, Consumer<String> names) {
    for (String field : fields) {
      JsonNode value = object.path(field);
      List<JsonNode> texts = new ArrayList<>();
      if (value.isArray()) {
        value.forEach(texts::add);
      } else {
        texts.add(value);
      }
      texts.stream().filter(JsonNode::isTextual).map(JsonNode::asText).forEach(names);
    }
  }
}
