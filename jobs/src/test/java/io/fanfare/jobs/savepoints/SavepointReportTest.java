package io.fanfare.jobs.savepoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.testkit.Savepoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kept savepoints, compared with the jobs of this build and with others. */
class SavepointReportTest {

  private static final String REMEDY =
      " Start the savepoint with the jar that wrote it, or rebuild the view.";

  @ParameterizedTest
  @ValueSource(strings = {"fan-out", "dashboard", "closeness", "search", "stats"})
  void theSavepointsOfEveryReleaseFitTheirJob(String job) {
    List<Path> kept = Savepoints.kept(job);
    assertThat(kept).isNotEmpty();
    for (Path savepoint : kept) {
      assertThat(SavepointsProgram.report(List.of(savepoint.toUri().toString())))
          .singleElement()
          .satisfies(
              report -> {
                assertThat(report.job()).isEqualTo(job);
                assertThat(report.problems()).isEmpty();
              });
    }
  }

  @Test
  void aStateOfAnotherTypeAndOtherOperatorsAreNamed() throws Exception {
    assertThat(problems("decide-at-actor", Types.LONG, "followers", Types.LONG))
        .contains(
            "The state followers of the operator decide-at-actor has a type in the savepoint that"
                + " the job cannot read."
                + REMEDY,
            "The state outbox of the operator decide-at-actor is a MAP in the savepoint, and a VALUE"
                + " in the job."
                + REMEDY,
            "The operator decide-at-actor has no state follower-blocks in the job, so what the"
                + " savepoint has of it would be lost."
                + REMEDY)
        .anyMatch(
            problem ->
                problem.startsWith(
                    "The savepoint has state of an operator that the job does not have"));
  }

  @Test
  void aKeyOfAnotherTypeIsNamed() throws Exception {
    assertThat(problems("decide-at-actor", Types.STRING, "followers", Types.LONG))
        .contains(
            "The key of the operator decide-at-actor has another type in the savepoint." + REMEDY);
  }

  @Test
  void aJobOfOtherOperatorsIsNotTheSavepointsJob() throws Exception {
    assertThat(problems("renamed", Types.LONG, "followers", Types.LONG))
        .containsExactly(
            "The savepoint has the state of no job of this jar: take one of this pipeline, or the"
                + " jar that wrote it.");
  }

  @Test
  void nothingAtALocationIsOneProblem() {
    assertThat(SavepointsProgram.report(List.of("file:/none/such")))
        .singleElement()
        .satisfies(
            report ->
                assertThat(report.problems())
                    .containsExactly(
                        "There is no savepoint at file:/none/such that the cluster can read (there"
                            + " is nothing at file:/none/such): give a URI as the cluster reaches"
                            + " it."));
  }

  /** The newest savepoint of fan-out, compared with a job of one operator. */
  private static List<String> problems(
      String uid, TypeInformation<?> key, String state, TypeInformation<?> type) throws Exception {
    StreamExecutionEnvironment environment = JobEnvironment.create(1);
    environment
        .fromSequence(1, 1)
        .uid("numbers")
        .keyBy(number -> key == Types.LONG ? number : number.toString(), anyKey(key))
        .process(new WithState(state, type))
        .uid(uid)
        .sinkTo(new DiscardingSink<>())
        .uid("sink");
    Path savepoint = Savepoints.kept("fan-out").get(0);
    SavepointFile file = SavepointFile.at(savepoint.toUri().toString()).get(0);
    return SavepointReport.of(file, Map.of("fan-out", JobStates.of(environment.getStreamGraph())))
        .problems();
  }

  @SuppressWarnings("unchecked") // the key is of either type
  private static TypeInformation<Object> anyKey(TypeInformation<?> key) {
    return (TypeInformation<Object>) key;
  }

  private static final class WithState extends KeyedProcessFunction<Object, Long, Long> {

    private static final long serialVersionUID = 1L;

    private final String state;
    private final TypeInformation<?> type;

    WithState(String state, TypeInformation<?> type) {
      this.state = state;
      this.type = type;
    }

    @Override
    public void open(OpenContext context) {
      var unused = getRuntimeContext().getState(new ValueStateDescriptor<>(state, type));
      var alsoUnused = getRuntimeContext().getState(new ValueStateDescriptor<>("outbox", type));
    }

    @Override
    public void processElement(Long value, Context context, Collector<Long> out) {}
  }
}
