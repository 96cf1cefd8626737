package io.fanfare.workloads.demo;

import io.fanfare.local.StackAddresses;
import io.fanfare.ops.OperationException;
import io.fanfare.schemas.Micros;
import io.fanfare.workloads.api.EventsClient;
import io.fanfare.workloads.sample.ChangeStream;
import io.fanfare.workloads.sample.NetworkGenerator;
import io.fanfare.workloads.sample.PlayStream;
import io.fanfare.workloads.sample.Population;
import io.fanfare.workloads.sample.SampleNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** Shows a sample network: rows in the source, entries on dashboards, and endless changes. */
public final class Demo {

  /**
   * What the network is like.
   *
   * @param seed the same one makes the same network
   * @param users number of users, if the source is empty
   * @param changesPerSecond mean
   * @param playsPerSecond mean in the evening, when people listen most
   */
  public record Settings(long seed, int users, double changesPerSecond, double playsPerSecond) {}

  private final StackAddresses addresses;
  private final PrintWriter out;
  private final Settings settings;
  private final CountDownLatch stop;

  /**
   * @param stop ends the demonstration as soon as it is at zero
   */
  public Demo(StackAddresses addresses, PrintWriter out, Settings settings, CountDownLatch stop) {
    this.addresses = addresses;
    this.out = out;
    this.settings = settings;
    this.stop = stop;
  }

  /**
   * Shows it until it is stopped.
   *
   * @param stackIsThere whether the stack still runs
   */
  public void run(BooleanSupplier stackIsThere) throws InterruptedException {
    try (SourceAccess source = new SourceAccess(addresses, out, stop, stackIsThere)) {
      boolean continues = source.run(this::makeNetwork);
      Optional<Streams> streams = continues ? prepare(source) : Optional.empty();
      if (streams.isPresent()) {
        startPlays(streams.get().plays());
        new LiveChanges(source, out, settings, stop).run(streams.get().changes());
      }
    }
  }

  /** A daemon thread: it ends with the program. */
  private void startPlays(PlayStream plays) {
    LivePlays live =
        new LivePlays(
            new EventsClient(addresses), plays, settings.seed(), settings.playsPerSecond(), stop);
    Thread thread = new Thread(live, "plays");
    thread.setDaemon(true);
    thread.start();
  }

  /** Writes the network in one transaction: a second start must not find half of it. */
  private void makeNetwork(Connection connection) throws SQLException {
    if (!isEmpty(connection)) {
      print("The source already has rows: the demo continues with them.");
      return;
    }
    print("Making a network of %,d users (seed %d).", settings.users(), settings.seed());
    SampleNetwork network =
        new NetworkGenerator(settings.seed(), settings.users(), now()).generate();
    connection.setAutoCommit(false);
    try {
      new NetworkWriter(connection, out, network).write(network);
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
    print(
        "%,d users, %,d follows, %,d tracks and %,d reposts are in the source.",
        network.users().size(),
        network.follows().size(),
        network.tracks().size(),
        network.reposts().size());
  }

  /** Waits for the dashboards and prints where to look; empty if it was stopped meanwhile. */
  private Optional<Streams> prepare(SourceAccess source) throws InterruptedException {
    Holder<Listener> listener = new Holder<>();
    Holder<Streams> streams = new Holder<>();
    boolean continues =
        source.run(
            connection -> {
              listener.content = Listener.select(connection);
              streams.content = Optional.of(streams(connection));
            });
    if (continues && listener.content.isPresent()) {
      continues = new DashboardWait(addresses, out, stop).until(source, listener.content.get());
    }
    if (!continues) {
      return Optional.empty();
    }
    listener.content.ifPresent(user -> subscribe(source, user.userId()));
    streams.content.ifPresent(made -> invite(listener.content, made.plays().hot().getUserId()));
    return streams.content;
  }

  /** The demo goes on without notifications, as in a stack that was started without them. */
  private void subscribe(SourceAccess source, long user) {
    try {
      source.run(
          connection -> {
            try {
              new Subscriber(addresses).subscribe(user, connection);
              print("User %d is notified by push, e-mail and webhook.", user);
            } catch (IOException e) {
              print("Nobody is notified: %s", e.toString());
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Streams streams(Connection connection) throws SQLException {
    SelectPopulation select = new SelectPopulation(connection);
    Population population = select.execute();
    if (population.users().size() < 2 || population.tracks().isEmpty()) {
      throw new OperationException(
          "The source has rows, but fewer than two users, or no published track."
              + " Load a network with `fanfare load`, or empty the source with `fanfare down --wipe`.");
    }
    long nextTrackId = select.nextTrackId();
    return new Streams(
        new ChangeStream(settings.seed() + nextTrackId, population, nextTrackId),
        new PlayStream(settings.seed(), population));
  }

  private void invite(Optional<Listener> listener, long played) {
    out.println();
    print("  Open    %s/", addresses.publicUrl());
    listener.ifPresent(
        user ->
            print(
                "  Choose  user %d, %s, who follows %,d others",
                user.userId(), user.username(), user.follows()));
    print("  Stats   %s/you/stats, where user %d has most plays", addresses.publicUrl(), played);
    print(
        "  Told    %s/, what this user gets by push, e-mail and webhook", addresses.receiversUrl());
    print("  Stop    Ctrl-C");
    out.println();
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM tracks)"
                    + " OR EXISTS (SELECT 1 FROM follows)");
        ResultSet row = statement.executeQuery()) {
      return row.next() && !row.getBoolean(1);
    }
  }

  private void print(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  /** µs since the epoch. */
  static long now() {
    return Micros.of(Instant.now());
  }

  /** The changes and plays of the demo. */
  private record Streams(ChangeStream changes, PlayStream plays) {}

  private static final class Holder<T> {
    private Optional<T> content = Optional.empty();
  }
}
