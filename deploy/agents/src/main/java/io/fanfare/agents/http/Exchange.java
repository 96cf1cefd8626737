package io.fanfare.agents.http;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/** One request, from its beginning to the end of its answer: tries the addresses of its target. */
final class Exchange {

  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final Consumer<Exchange> ended;

  /** One for each address that was tried; the earlier ones are over. */
  private final List<Future<?>> requests = new ArrayList<>();

  private @Nullable Future<?> deadline;
  private boolean isOver;

  /**
   * @param ended gets this exchange at its end
   */
  Exchange(Consumer<Exchange> ended) {
    this.ended = ended;
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  /** Sets the task that calls {@link #expire}; it is cancelled at the end. */
  synchronized void setDeadline(Future<?> task) {
    deadline = task;
    if (isOver) {
      task.cancel(false);
    }
  }

  /** Adds a request to one address, which may be over already. */
  synchronized void add(Future<?> request) {
    requests.add(request);
    if (isOver && !request.isDone()) {
      request.cancel(true);
    }
  }

  /** Ends the exchange at its deadline: an answer whose head came stays, its body is given up. */
  void expire() {
    end(new TimeoutException("The deadline of the request is over."));
  }

  boolean isOver() {
    synchronized (this) {
      return isOver;
    }
  }

  /** Ends the exchange and its connection; without a head of an answer it fails with this cause. */
  void end(Throwable cause) {
    List<Future<?>> open;
    synchronized (this) {
      open = List.copyOf(requests);
    }
    finish(cause);
    open.forEach(request -> request.cancel(true));
  }

  /** Ends the exchange after its request: to cancel that would close a connection that is good. */
  private void finish(Throwable cause) {
    synchronized (this) {
      isOver = true;
      if (deadline != null) {
        deadline.cancel(false);
      }
    }
    answer.completeExceptionally(cause);
    ended.accept(this);
  }

  /** The callback of a request to one address. */
  FutureCallback<Void> callback(Runnable nextAddress) {
    return new FutureCallback<>() {
      @Override
      public void completed(Void nothing) {
        finish(new IllegalStateException("The answer ended without a head."));
      }

      @Override
      public void failed(Exception cause) {
        if (hasNoConnection(cause) && !isOver()) {
          nextAddress.run();
        } else {
          finish(cause);
        }
      }

      @Override
      public void cancelled() {
        finish(new TimeoutException("The request was cancelled."));
      }
    };
  }

  static boolean hasNoConnection(Throwable cause) {
    return cause instanceof ConnectException || cause instanceof ConnectTimeoutException;
  }
}
