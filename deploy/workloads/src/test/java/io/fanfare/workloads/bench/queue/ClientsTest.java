package io.fanfare.workloads.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.workloads.bench.kit.SmallHttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientsTest {

  private static final Duration LENGTH = Duration.ofMillis(500);
  private static final long SERVICE = TimeUnit.MILLISECONDS.toNanos(20);

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void anAnswerTakesAtLeastTheTimeOfItsServerAndWhatItWaits() throws Exception {
    try (TimedServer server = new TimedServer(1)) {
      Clients clients = new Clients(List.of(server.origin()), random);
      List<Answer> answers =
          clients.openLoop(200, LENGTH, () -> Request.timed(SERVICE)); // four times too many
      IdealQueue ideal = new IdealQueue(1);
      assertThat(answers).hasSizeGreaterThan(50);
      for (Answer answer : answers) {
        assertThat(answer.isAccepted()).isTrue();
        assertThat(answer.beside()).isGreaterThanOrEqualTo(0);
      }
      // Later ones wait longer, as in a queue that does its best.
      Answer last = answers.get(answers.size() - 1);
      long waited =
          answers.stream().mapToLong(answer -> ideal.waitOf(answer.due(), SERVICE)).max().orElse(0);
      assertThat(waited).isGreaterThan(10 * SERVICE);
      assertThat(last.beside()).isGreaterThan(waited / 2);
    }
  }

  @Test
  void aClosedLoopHasNoMoreRequestsAtATimeThanClients() throws Exception {
    try (TimedServer server = new TimedServer(100)) {
      Clients clients = new Clients(List.of(server.origin()), random);
      List<Answer> answers = clients.closedLoop(3, LENGTH, () -> Request.timed(SERVICE));
      assertThat(answers).hasSizeBetween(3, (int) (3 * LENGTH.toNanos() / SERVICE) + 3);
    }
  }

  @Test
  void requestsGoToServersInTurnAndStatusesAreKept() throws Exception {
    Set<String> asked = ConcurrentHashMap.newKeySet();
    try (SmallHttpServer good = server("200 OK", asked);
        SmallHttpServer busy = server("503 Busy", asked);
        SmallHttpServer mute = new SmallHttpServer(ClientsTest::hangUp)) {
      Clients clients = new Clients(List.of(good.origin(), busy.origin(), mute.origin()), random);
      List<Answer> answers = clients.openLoop(100, LENGTH, () -> Request.of("/a?b=c"));
      long accepted = answers.stream().filter(Answer::isAccepted).count();
      long refused = answers.stream().filter(Answer::isRefused).count();
      assertThat(accepted).isBetween(answers.size() / 3L, answers.size() / 3L + 1);
      assertThat(refused).isBetween(answers.size() / 3L, answers.size() / 3L + 1);
      assertThat(answers).extracting(Answer::status).contains(0);
      assertThat(asked).containsExactly("/a?b=c");
    }
  }

  private static SmallHttpServer server(String status, Set<String> asked) throws Exception {
    return new SmallHttpServer(
        request -> {
          asked.add(request.path());
          return SmallHttpServer.status(status);
        });
  }

  private static byte[] hangUp(SmallHttpServer.Request request) throws IOException {
    throw new IOException("no answer");
  }
}
