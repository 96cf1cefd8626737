package io.fanfare.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fanfare.local.StackHome;
import io.fanfare.local.process.Launch;
import io.fanfare.local.process.ProcessRecord;
import io.fanfare.local.process.ProcessRecords;
import io.fanfare.local.server.Server;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.terminal.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path directory;
  private final List<String> deaths = new CopyOnWriteArrayList<>();
  private SupervisedServer server;

  @BeforeEach
  void make() {
    server = running("echo started; exec sleep 60");
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.stop(PATIENCE);
  }

  @Test
  void theRecordOfAServerExistsWhileItRuns() throws InterruptedException {
    server.start();
    ServerReport report = server.report();
    assertThat(report.state()).isEqualTo(ServerState.RUNNING);
    assertThat(recorded()).extracting(ProcessRecord::pid).isEqualTo(report.pid());
    server.stop(PATIENCE);
    assertThat(server.report().state()).isEqualTo(ServerState.STOPPED);
    assertThat(new ProcessRecords(new StackHome(directory).run()).read("test")).isEmpty();
    assertThat(deaths).isEmpty();
  }

  @Test
  void aServerThatDiesIsRestarted() throws InterruptedException {
    server.start();
    long first = server.report().pid();
    server.kill();
    await().until(() -> server.report().restarts() == 1);
    await().until(() -> server.report().state() == ServerState.RUNNING);
    assertThat(server.report().pid()).isNotZero().isNotEqualTo(first);
    assertThat(deaths).singleElement().asString().startsWith("test ended with exit code 137.");
    assertThat(recorded().pid()).isEqualTo(server.report().pid());
  }

  @Test
  void aServerThatDiesBeforeItIsReadyFailsTheStartWithItsLastLines() {
    server = neverReady("echo cannot continue; exit 3");
    assertThatThrownBy(() -> server.start())
        .isInstanceOf(OperationException.class)
        .hasMessageStartingWith("test ended with exit code 3. Last lines of ")
        .hasMessageEndingWith("cannot continue");
  }

  @Test
  void aServerIsRestartedAfterAStartThatCouldNotBePrepared() throws InterruptedException {
    AtomicInteger starts = new AtomicInteger();
    server =
        supervised(
            new Server() {
              @Override
              public String name() {
                return "test";
              }

              @Override
              public List<Integer> ports() {
                return List.of(1);
              }

              @Override
              public Launch prepare() {
                if (starts.incrementAndGet() == 2) {
                  throw new UncheckedIOException(new IOException("No space left on device"));
                }
                return new Launch(List.of("sh", "-c", "exec sleep 60"));
              }

              @Override
              public boolean ready() {
                return true;
              }
            });
    server.start();
    server.kill();
    await().until(() -> starts.get() >= 3 && server.report().state() == ServerState.RUNNING);
  }

  private ProcessRecord recorded() {
    return new ProcessRecords(new StackHome(directory).run()).read("test").orElseThrow();
  }

  private SupervisedServer running(String script) {
    return supervised(new Shell(script, true));
  }

  private SupervisedServer neverReady(String script) {
    return supervised(new Shell(script, false));
  }

  private SupervisedServer supervised(Server program) {
    StackHome home = new StackHome(directory);
    home.create();
    return new SupervisedServer(
        program,
        home,
        new Progress(line -> {}),
        () -> {},
        (name, death) -> deaths.add(death.getMessage()));
  }

  /** A small program instead of a server: this tests the supervision. */
  private record Shell(String script, boolean ready) implements Server {

    @Override
    public String name() {
      return "test";
    }

    @Override
    public List<Integer> ports() {
      return List.of(1);
    }

    @Override
    public Launch prepare() {
      return new Launch(List.of("sh", "-c", script));
    }
  }
}
