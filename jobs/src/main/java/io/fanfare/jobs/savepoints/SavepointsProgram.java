package io.fanfare.jobs.savepoints;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Reports which job each of some savepoints is of, where it stands in its topics, and what keeps a
 * job of this jar from being restored from it. It starts nothing.
 *
 * <p>On a JobManager it is asked for a plan, in which the report is the name of the job: there it
 * has Flink's classes, and reaches the savepoints as jobs do. Elsewhere it prints the report, and
 * exits with 1 if a savepoint cannot be restored.
 */
public final class SavepointsProgram {

  /** Returns the report as the name of a job that nobody runs. */
  private static final String AS_PLAN = "--as-plan";

  private SavepointsProgram() {}

  /**
   * Reports.
   *
   * @param arguments URIs of savepoints, or of folders with savepoints
   */
  public static void main(String[] arguments) throws Exception {
    List<String> locations = new ArrayList<>(List.of(arguments));
    boolean isPlan = locations.remove(AS_PLAN);
    List<SavepointReport> report = report(locations);
    String text =
        new ObjectMapper()
            .writeValueAsString(report.stream().map(SavepointReport::document).toList());
    if (isPlan) {
      StreamExecutionEnvironment nobody = StreamExecutionEnvironment.getExecutionEnvironment();
      // The JobManager gives all environments of a program one configuration, with that of the
      // jobs.
      nobody.fromSequence(1, 1).uid("nothing").sinkTo(new DiscardingSink<>()).uid("nowhere");
      nobody.execute(text);
    } else {
      System.out.println(text);
      System.exit(report.stream().allMatch(one -> one.problems().isEmpty()) ? 0 : 1);
    }
  }

  static List<SavepointReport> report(List<String> locations) {
    Map<String, JobStates> jobs = DefinedJobs.all();
    List<SavepointReport> report = new ArrayList<>();
    for (String location : locations) {
      try {
        SavepointFile.at(location).forEach(file -> report.add(SavepointReport.of(file, jobs)));
      } catch (IOException e) {
        report.add(SavepointReport.missing(location, e));
      }
    }
    return report;
  }
}
