package io.fanfare.cli.bench;

import io.fanfare.workloads.bench.kit.NameFile;
import io.fanfare.workloads.bench.kit.Names;
import java.util.List;
import picocli.CommandLine.Option;

/** Which names a benchmark of search has. */
final class NamesOption {

  @Option(
      names = "--names",
      paramLabel = "FILE:FIELD[,FIELD]",
      required = true,
      description = {
        "Names: columns of a CSV file with a head, or texts and lists of them in a file with a JSON"
            + " object a line; gzip or not. May be given several times."
      })
  private List<String> files = List.of();

  Names read() {
    return Names.of(files.stream().map(NameFile::of).toList());
  }
}
