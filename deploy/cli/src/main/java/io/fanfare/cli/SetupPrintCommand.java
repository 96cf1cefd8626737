package io.fanfare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.fanfare.cli.options.ReplicationFactor;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.setup.PipelineSetup;
import io.fanfare.ops.setup.SetupPart;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a pipeline needs on its servers. */
@Command(
    name = "print",
    description =
        "Prints the topics, statements of Cassandra, requests to Elasticsearch and the connector's"
            + " definition that `setup apply` would make on empty servers. Connects to nothing.")
final class SetupPrintCommand implements Callable<Integer> {

  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  @Mixin private final Target target = new Target();
  @Mixin private final ReplicationFactor replication = new ReplicationFactor();
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    int copies = replication.copies();
    Map<String, Object> document = new LinkedHashMap<>();
    for (SetupPart part : PipelineSetup.of(target.access(), copies)) {
      document.put(part.name(), part.declaration());
    }
    if (json) {
      out.println(JSON.writeValueAsString(document));
      return 0;
    }
    for (Map.Entry<String, Object> part : document.entrySet()) {
      out.println("# " + part.getKey());
      if (part.getValue() instanceof List<?> list && list.get(0) instanceof String) {
        list.forEach(statement -> out.println(statement + ";\n"));
      } else {
        out.println(JSON.writeValueAsString(part.getValue()) + "\n");
      }
    }
    return 0;
  }
}
