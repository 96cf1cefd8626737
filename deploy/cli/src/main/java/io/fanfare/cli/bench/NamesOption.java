package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.kit.NameFile;
import io.fanfare.workloads.bench.kit.Names;
import java.util.List;
import picocli.CommandLine.Option;

/** The names that a benchmark of search writes and searches. */
final class NamesOption {

  @Option(
      names = "--names",
      paramLabel = "FILE:FIELD[,FIELD]",
      required = true,
      description = {
        "Names: columns of a CSV file with a header, or fields of a file with one JSON object per"
            + " line, texts or lists of texts; with or without gzip. Can be repeated."
      })
  private List<String> files = List.of();

  Names read() {
    return Names.of(files.stream().map(NameFile::of).toList());
  }
}
