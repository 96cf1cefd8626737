package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.runtime.PassedMarkers;
import io.fanfare.jobs.runtime.RewritingFunction;
import io.fanfare.jobs.runtime.RewritingOperator;
import io.fanfare.jobs.stats.domain.DayRange;
import io.fanfare.jobs.stats.domain.Rebuild;
import io.fanfare.jobs.stats.domain.RetentionClock;
import io.fanfare.jobs.stats.domain.SubjectRule;
import io.fanfare.jobs.stats.domain.SubjectState;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.SubjectKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by subject: {@link SubjectRule} on the subject's state. */
public final class CountAtSubject
    extends RewritingFunction<Tuple2<Integer, Long>, SubjectChange, Cells> {

  private static final long serialVersionUID = 1L;

  private static final SubjectKind[] KINDS = SubjectKind.values();

  /** The subtask that reads `models`. */
  private static final int SENDERS = 1;

  private final long flushAfterMillis;
  private final String view;
  private final DayRange days;
  private final boolean isStateKept;
  private transient SubjectState subject;
  private transient RetentionClock clock;

  /**
   * As an operator.
   *
   * @param flushAfter how long changes of rows gather before their cells are emitted
   * @param rebuild whether and from what the job rewrites cells that should exist already
   * @param days the days whose cells are emitted
   */
  public static OneInputStreamOperator<SubjectChange, Cells> operator(
      Duration flushAfter, Rebuild rebuild, DayRange days) {
    CountAtSubject function = new CountAtSubject(flushAfter, rebuild, days);
    return rebuild == Rebuild.SAVEPOINT
        ? new RewritingOperator<>(function, FlinkSubjectState.DAYS, rebuild.view())
        : new KeyedProcessOperator<>(function);
  }

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  private CountAtSubject(Duration flushAfter, Rebuild rebuild, DayRange days) {
    super(Types.TUPLE(Types.INT, Types.LONG), Tuple2.of(-1, 0L));
    this.flushAfterMillis = flushAfter.toMillis();
    this.view = rebuild.view();
    this.days = days;
    this.isStateKept = rebuild != Rebuild.LOG;
  }

  /**
   * The kind's place in its enum: constants are only ever added, and its hash code is no number.
   */
  public static Tuple2<Integer, Long> subjectOf(SubjectChange change) {
    return Tuple2.of(change.getSubject().ordinal(), change.getId());
  }

  @Override
  public void open(OpenContext openContext) {
    subject = new FlinkSubjectState(getRuntimeContext());
    LongSupplier machine = () -> Instant.now().getEpochSecond();
    clock = isStateKept ? RetentionClock.earliest(machine) : RetentionClock.ofMachine(machine);
  }

  @Override
  protected int senders(int parallelism) {
    return SENDERS;
  }

  @Override
  protected @Nullable MarkerCopy markerIn(SubjectChange change) {
    return change.getChange() instanceof MarkerCopy copy ? copy : null;
  }

  @Override
  protected boolean apply(Tuple2<Integer, Long> key, SubjectChange change, Collector<Cells> out) {
    return rule(key, out).apply(change.getChange());
  }

  @Override
  protected long resumeAfterMillis(SubjectChange change) {
    return flushAfterMillis;
  }

  @Override
  protected boolean resume(Tuple2<Integer, Long> key, Collector<Cells> out) {
    return rule(key, out).sweep();
  }

  @Override
  protected boolean resumesAtEndOfInput() {
    return true;
  }

  @Override
  protected @Nullable Long parkedSince() {
    return subject.parkedSince();
  }

  @Override
  protected @Nullable Long nextWakeMillis(Tuple2<Integer, Long> key) {
    Long wake = SubjectRule.nextWake(subject, clock);
    return wake == null ? null : (Long) TimeUnit.SECONDS.toMillis(wake);
  }

  @Override
  protected boolean rewrite(Tuple2<Integer, Long> key, Collector<Cells> out) {
    return rule(key, out).emitAll();
  }

  @Override
  protected void forward(HeldMarker marker, Collector<Cells> out) {
    Passed passed = PassedMarkers.of(view, marker, "subject", getRuntimeContext().getTaskInfo());
    out.collect(new Cells(0L, null, List.of(), passed));
  }

  private SubjectRule rule(Tuple2<Integer, Long> key, Collector<Cells> out) {
    return new SubjectRule(KINDS[key.f0], key.f1, subject, days, clock, out::collect);
  }
}
