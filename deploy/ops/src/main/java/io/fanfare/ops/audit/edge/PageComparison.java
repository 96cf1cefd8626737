package io.fanfare.ops.audit.edge;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.Retrying;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads pages at caches and at the API, several at a time. */
final class PageComparison implements AutoCloseable {

  private static final int AT_ONCE = 8;

  private final PageReader reader;
  private final String originUrl;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  PageComparison(PageReader reader, String originUrl) {
    this.reader = reader;
    this.originUrl = originUrl;
  }

  /** A page at both, the cache's first. */
  record Pair(CachedPage page, Answer cached, Answer origin) {
    boolean isEqual() {
      return cached.isSameAs(origin);
    }
  }

  /**
   * Reads each page at its cache and at the API.
   *
   * @throws OperationException if one of them does not answer for about a minute
   */
  List<Pair> both(Collection<CachedPage> pages) throws InterruptedException {
    return each(pages, page -> new Pair(page, read(page.url()), read(originUrl + page.path())));
  }

  /**
   * Reads each page at the API, in their order.
   *
   * @throws OperationException if it does not answer for about a minute
   */
  List<Answer> origin(Collection<CachedPage> pages) throws InterruptedException {
    return each(pages, page -> read(originUrl + page.path()));
  }

  private Answer read(String url) throws InterruptedException {
    return Retrying.ask(() -> reader.read(url));
  }

  private interface Reading<T> {
    T of(CachedPage page) throws InterruptedException;
  }

  private <T> List<T> each(Collection<CachedPage> pages, Reading<T> reading)
      throws InterruptedException {
    List<Callable<T>> calls = new ArrayList<>();
    pages.forEach(page -> calls.add(() -> reading.of(page)));
    List<T> results = new ArrayList<>();
    for (Future<T> result : threads.invokeAll(calls)) {
      try {
        results.add(result.get());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof OperationException known
            ? known
            : new OperationException("A page could not be compared: " + e.getCause(), e);
      }
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
