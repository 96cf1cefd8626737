package io.fanfare.workloads.bench.kit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.fanfare.connectors.cassandra.InsertDashboardEntry;
import io.fanfare.ops.OperationException;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The ceiling: the rows of posts, written to the same table by a client that does nothing else. It
 * is asynchronous, with the number of requests in flight at which the store took most.
 */
public final class RawInserts {

  /** How rows travel. */
  public enum Mode {
    /** Each row alone, 512 in flight. */
    SINGLE(512),
    /** 50 rows of different recipients in an unlogged batch, 16 in flight, as the pipeline does. */
    BATCHED(16),
    /** All rows of a recipient in unlogged batches of up to 50, which is one mutation each. */
    BATCHED_BY_RECIPIENT(16);

    private final int inFlight;

    Mode(int inFlight) {
      this.inFlight = inFlight;
    }
  }

  private static final int ROWS_A_BATCH = 50;
  private static final int TIME_TO_LIVE = (int) DashboardRule.RETENTION.toSeconds();

  private final CqlSession session;
  private final InsertDashboardEntry insert;
  private final FollowGraph graph;

  public RawInserts(CqlSession session, FollowGraph graph) {
    this.session = session;
    this.insert = new InsertDashboardEntry(session);
    this.graph = graph;
  }

  /** Writes the entries of all posts and returns when the last is durable: entries a second. */
  public double run(Mode mode, List<Post> posts) throws InterruptedException {
    InFlight inFlight = new InFlight(mode.inFlight);
    long rows;
    long began = System.nanoTime();
    if (mode == Mode.BATCHED_BY_RECIPIENT) {
      List<List<Activity>> dashboards = dashboards(posts);
      began = System.nanoTime();
      rows = byRecipient(dashboards, inFlight);
    } else {
      rows = byPost(posts, mode == Mode.SINGLE ? 1 : ROWS_A_BATCH, inFlight);
    }
    inFlight.awaitAll();
    return rows / ((System.nanoTime() - began) / 1e9);
  }

  private long byPost(List<Post> posts, int rowsARequest, InFlight inFlight)
      throws InterruptedException {
    long rows = 0;
    for (Post post : posts) {
      Activity activity = post.activity();
      Request request = new Request(rowsARequest, inFlight);
      for (long follower : graph.followers(post.artist())) {
        request.add(follower, activity);
        rows++;
      }
      request.send();
    }
    return rows;
  }

  private long byRecipient(List<List<Activity>> dashboards, InFlight inFlight)
      throws InterruptedException {
    long rows = 0;
    for (int recipient = 0; recipient < dashboards.size(); recipient++) {
      Request request = new Request(ROWS_A_BATCH, inFlight);
      for (Activity activity : dashboards.get(recipient)) {
        request.add(recipient, activity);
        rows++;
      }
      request.send();
    }
    return rows;
  }

  /** By recipient, whose id is a place in the list: this is for networks that are drawn. */
  private List<List<Activity>> dashboards(List<Post> posts) {
    List<List<Activity>> dashboards = new ArrayList<>();
    for (int i = 0; i <= graph.listeners(); i++) {
      dashboards.add(new ArrayList<>());
    }
    for (Post post : posts) {
      Activity activity = post.activity();
      Arrays.stream(graph.followers(post.artist()))
          .forEach(follower -> dashboards.get((int) follower).add(activity));
    }
    return dashboards;
  }

  /** Rows that are sent together. */
  private final class Request {

    private final int most;
    private final InFlight inFlight;
    private final List<BatchableStatement<?>> rows = new ArrayList<>();

    Request(int most, InFlight inFlight) {
      this.most = most;
      this.inFlight = inFlight;
    }

    void add(long recipient, Activity activity) throws InterruptedException {
      rows.add(insert.bind(recipient, activity, activity.getActivityTime(), TIME_TO_LIVE));
      if (rows.size() == most) {
        send();
      }
    }

    void send() throws InterruptedException {
      if (rows.isEmpty()) {
        return;
      }
      Statement<?> statement =
          most == 1
              ? rows.get(0)
              : BatchStatement.builder(BatchType.UNLOGGED)
                  .addStatements(rows.toArray(BatchableStatement<?>[]::new))
                  .build();
      rows.clear();
      inFlight.send(done -> session.executeAsync(statement).whenComplete((r, e) -> done.accept(e)));
    }
  }

  /** A bound on requests that are not answered yet. */
  private static final class InFlight {

    private final int most;
    private final Semaphore free;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    InFlight(int most) {
      this.most = most;
      this.free = new Semaphore(most);
    }

    void send(Consumer<Consumer<Throwable>> request) throws InterruptedException {
      free.acquire();
      request.accept(
          problem -> {
            if (problem != null) {
              failure.compareAndSet(null, problem);
            }
            free.release();
          });
    }

    void awaitAll() throws InterruptedException {
      free.acquire(most);
      Throwable problem = failure.get();
      if (problem != null) {
        throw new OperationException("Cassandra did not take a row: " + problem, problem);
      }
    }
  }
}
