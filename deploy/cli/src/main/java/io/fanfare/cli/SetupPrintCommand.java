package io.fanfare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.ReplicationFactor;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.setup.PipelineSetup;
import io.fanfare.ops.setup.SetupPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() throws JsonProcessingException {
    int copies = replication.copies();
    Map<String, Object> document = new LinkedHashMap<>();
    for (SetupPart part : PipelineSetup.of(target.access(), copies)) {
      document.put(part.name(), part.declaration());
    }
    output.document(document);
    for (Map.Entry<String, Object> part : document.entrySet()) {
      output.line("# " + part.getKey());
      if (part.getValue() instanceof List<?> list && list.get(0) instanceof String) {
        list.forEach(statement -> output.line(statement + ";\n"));
      } else {
        output.line(JSON.writeValueAsString(part.getValue()) + "\n");
      }
    }
    return 0;
  }
}
