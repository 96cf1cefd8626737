package io.fanfare.local.supervisor;

import io.fanfare.local.Checkout;
import io.fanfare.local.Ports;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.ProcessRecord;
import io.fanfare.local.process.ProcessRecords;
import io.fanfare.ops.OperationException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The process that owns a stack, separate from the command that started it. It prints the progress
 * of the start into a file, and stops the stack when it is asked to end.
 */
public final class SupervisorProgram {

  /** Name of the supervisor among the process records. */
  public static final String RECORD = "supervisor";

  private static final int FAILED = 1;

  private SupervisorProgram() {}

  /**
   * Starts a stack and runs until the process is asked to end.
   *
   * @param arguments checkout, home, port base, extent, the bound of the batch lane, whether jobs
   *     skip lost records, whether the stack is observed, whether it sends notifications, and
   *     whether it has an edge
   */
  public static void main(String[] arguments) throws InterruptedException {
    StackSettings settings =
        new StackSettings(
                new Checkout(Path.of(arguments[0])),
                new StackHome(Path.of(arguments[1])),
                new Ports(Integer.parseInt(arguments[2])),
                StackSettings.Extent.valueOf(arguments[3]))
            .withBatchRowsPerSecond(Integer.parseInt(arguments[4]))
            .withSkippedLostRecords(Boolean.parseBoolean(arguments[5]))
            .withObservation(Boolean.parseBoolean(arguments[6]))
            .withSending(Boolean.parseBoolean(arguments[7]))
            .withEdge(Boolean.parseBoolean(arguments[8]));
    StartReport report = new StartReport(settings.home(), ProcessHandle.current().pid());
    try {
      LocalStack.up(settings, System.out::println);
      report.writeSuccess();
    } catch (OperationException e) {
      report.writeFailure(e.getMessage());
      System.exit(FAILED);
    }
    // The stack closes itself when this process is asked to end.
    new CountDownLatch(1).await();
  }

  /** Records this process as the supervisor. */
  static void record(ProcessRecords records) {
    ProcessRecord.of(RECORD, ProcessHandle.current().pid()).ifPresent(records::write);
  }
}
