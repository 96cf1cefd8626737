package io.fanfare.jobs.runtime;

import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.functions.async.AsyncRetryStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperator;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Flink's async operator, which takes the next element only when the function has room for it.
 * Without this, elements in flight are bounded in number only, and few large ones fill the heap and
 * the checkpoints.
 */
final class SizedAsyncOperator<IN, OUT> extends AsyncWaitOperator<IN, OUT> {

  private static final long serialVersionUID = 1L;

  private final SizedFunction<IN, OUT> sized;
  private final transient MailboxExecutor mailbox;

  private SizedAsyncOperator(
      Factory<IN, OUT> factory, ProcessingTimeService timers, MailboxExecutor mailbox) {
    super(
        factory.sized,
        factory.timeoutMillis,
        factory.inFlight,
        OutputMode.UNORDERED,
        factory.retries,
        timers,
        mailbox);
    this.sized = factory.sized;
    this.mailbox = mailbox;
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    while (!sized.reserve(element.getValue())) {
      // As for a full queue: results and retries continue, and barriers wait.
      mailbox.yield();
    }
    super.processElement(element);
  }

  /** Creates the operator, as {@link AsyncWaitOperatorFactory} does. */
  static final class Factory<IN, OUT> extends AsyncWaitOperatorFactory<IN, OUT> {

    private static final long serialVersionUID = 1L;

    private final SizedFunction<IN, OUT> sized;
    private final long timeoutMillis;
    private final int inFlight;
    private final AsyncRetryStrategy<OUT> retries;

    Factory(
        SizedFunction<IN, OUT> function,
        long timeoutMillis,
        int inFlight,
        AsyncRetryStrategy<OUT> retries) {
      super(function, timeoutMillis, inFlight, OutputMode.UNORDERED, retries);
      this.sized = function;
      this.timeoutMillis = timeoutMillis;
      this.inFlight = inFlight;
      this.retries = retries;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
    public <T extends StreamOperator<OUT>> T createStreamOperator(
        StreamOperatorParameters<OUT> parameters) {
      SizedAsyncOperator<IN, OUT> operator =
          new SizedAsyncOperator<>(this, processingTimeService, getMailboxExecutor());
      operator.setup(
          parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
      return (T) operator;
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
      return SizedAsyncOperator.class;
    }
  }
}
