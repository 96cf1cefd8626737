package io.fanfare.cli.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.ops.backfill.BackfillStatus;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How the status of a backfill is printed. */
final class StatusOption {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--json", description = "Prints the status as one JSON document.")
  private boolean json;

  void print(BackfillStatus status, PrintWriter out) {
    if (!json) {
      status.lines().forEach(out::println);
      return;
    }
    try {
      out.println(JSON.writeValueAsString(status.document()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
