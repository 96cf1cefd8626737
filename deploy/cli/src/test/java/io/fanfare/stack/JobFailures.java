package io.fanfare.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.ops.RestAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.Rest;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What has failed in the jobs that run: each failure is a restart. */
final class JobFailures {

  private JobFailures() {}

  /** The last failure of each running job, by its name and id; empty text for none. */
  static Map<String, String> last() throws IOException, InterruptedException {
    RestAccess flink = SharedStack.get().addresses().flink();
    Rest rest = new Rest("Flink's JobManager", flink);
    Map<String, String> failures = new TreeMap<>();
    for (FlinkRest.Job job : new FlinkRest(flink).jobs()) {
      if (job.state().equals("RUNNING")) {
        JsonNode history = rest.get("/jobs/" + job.id() + "/exceptions").path("exceptionHistory");
        JsonNode last = history.path("entries").path(0);
        failures.put(
            job.name() + " " + job.id(),
            last.path("timestamp").asText("") + " " + last.path("stacktrace").asText(""));
      }
    }
    return failures;
  }
}
