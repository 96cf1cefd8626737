package io.fanfare.ops.audit.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.ops.audit.AwaitViews;
import io.fanfare.ops.progress.BinlogPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComparedPagesTest {

  private static final String TRACKS = "/playlists/soundcloud:playlists:1/tracks";
  private static final int PAGES = PublicRow.PLAYLIST.pages();

  private StubServer edge;
  private StubServer api;
  private PageComparison comparison;

  /** Whether the source changes all the time. */
  private boolean isBusy;

  private int waits;
  private Runnable passing = () -> {};

  @BeforeEach
  void start() throws IOException {
    edge = new StubServer();
    api = new StubServer();
    edge.cacheStatus = "fanfare; hit; ttl=42";
    comparison = new PageComparison(new PageReader(), api.url());
    show(edge, "{\"title\":\"a\"}");
    show(api, "{\"title\":\"a\"}");
  }

  @AfterEach
  void stop() {
    comparison.close();
    edge.close();
    api.close();
  }

  @Test
  void equalPagesAreCountedWithTheHits() throws Exception {
    EdgeReport report = audit();
    assertThat(report.isClean()).isTrue();
    assertThat(report.pages()).isEqualTo(PAGES);
    assertThat(report.hits()).isEqualTo(PAGES);
    assertThat(waits).isZero();
  }

  @Test
  void aStalePageIsFoundByOneCheckWhereNothingChanges() throws Exception {
    edge.pages.put(TRACKS, "{\"title\":\"old\"}");

    EdgeReport report = audit();
    assertThat(report.different()).isOne();
    assertThat(waits).isOne();
    assertThat(report.lines(Duration.ofSeconds(2)))
        .containsExactly(
            "stale: %s%s is 200 \"%d\" (fanfare; hit; ttl=42; age 7 s), and 200 \"%d\" at the API"
                .formatted(
                    edge.url(),
                    TRACKS,
                    "{\"title\":\"old\"}".hashCode(),
                    "{\"title\":\"a\"}".hashCode()),
            "4 pages of the edge, 4 of them out of a cache: 1 differences, in 2.0 s");
  }

  @Test
  void aStalePageIsFoundWhileOthersChange() throws Exception {
    isBusy = true;
    edge.pages.put(TRACKS, "{\"title\":\"old\"}");
    assertThat(audit().different()).isOne();
    assertThat(waits).isEqualTo(PageRecheck.CHECKS);
  }

  @Test
  void aPageThatIsGoneAtTheApiAndKeptIsFound() throws Exception {
    api.pages.remove(TRACKS);
    assertThat(audit().differences())
        .singleElement()
        .satisfies(found -> assertThat(found.origin()).isEqualTo("404"));
  }

  @Test
  void aPageThatIsPurgedMeanwhileIsNoDifference() throws Exception {
    isBusy = true;
    edge.pages.put(TRACKS, "{\"title\":\"old\"}");
    passing = () -> edge.pages.put(TRACKS, "{\"title\":\"a\"}");
    EdgeReport report = audit();
    assertThat(report.isClean()).isTrue();
    assertThat(report.unsettled()).isZero();
    assertThat(waits).isOne();
  }

  @Test
  void aPageThatChangesAtEachLookHasNoAnswer() throws Exception {
    isBusy = true;
    edge.pages.put(TRACKS, "{\"title\":\"old\"}");
    passing = () -> api.pages.put(TRACKS, "{\"title\":\"new " + waits + "\"}");
    EdgeReport report = audit();
    assertThat(report.isConclusive()).isFalse();
    assertThat(report.different()).isZero();
    assertThat(report.unsettled()).isOne();
    assertThat(waits).isEqualTo(PageRecheck.CHECKS);
  }

  @Test
  void aStalePageIsFoundThoughItChangedDuringOneLook() throws Exception {
    isBusy = true;
    edge.pages.put(TRACKS, "{\"title\":\"old\"}");
    passing = () -> api.pages.put(TRACKS, "{\"title\":\"b\"}");
    EdgeReport report = audit();
    assertThat(report.different()).isOne();
    assertThat(report.isConclusive()).isTrue();
  }

  @Test
  void countsThatNoRowDatesMayDiffer() throws Exception {
    edge.pages.put(TRACKS, "{\"collection\":[{\"id\":1,\"playback_count\":5}]}");
    api.pages.put(TRACKS, "{\"collection\":[{\"id\":1,\"playback_count\":6}]}");
    assertThat(audit().isClean()).isTrue();

    api.pages.put(TRACKS, "{\"collection\":[{\"id\":2,\"playback_count\":5}]}");
    assertThat(audit().different()).isOne();
  }

  @Test
  void whatAPlaylistCountsOfItsTracksMayDifferAndTheTracksMayNot() throws Exception {
    String playlist = "/playlists/soundcloud:playlists:1";
    edge.pages.put(playlist, "{\"kind\":\"playlist\",\"track_count\":1,\"duration\":5}");
    api.pages.put(playlist, "{\"kind\":\"playlist\",\"track_count\":2,\"duration\":9}");
    assertThat(audit().isClean()).isTrue();

    edge.pages.put(playlist, "{\"kind\":\"track\",\"duration\":5}");
    api.pages.put(playlist, "{\"kind\":\"track\",\"duration\":9}");
    assertThat(audit().different()).isOne();
  }

  @Test
  void eachCacheIsCompared() throws Exception {
    try (StubServer second = new StubServer()) {
      show(second, "{\"title\":\"a\"}");
      second.pages.put(TRACKS, "{\"title\":\"old\"}");
      EdgeReport report = audit(List.of(edge.url(), second.url()));
      assertThat(report.pages()).isEqualTo(2 * PAGES);
      assertThat(report.differences())
          .singleElement()
          .satisfies(found -> assertThat(found.url()).isEqualTo(second.url() + TRACKS));
    }
  }

  private static void show(StubServer server, String body) {
    PublicRow.PLAYLIST.pages(1).forEach(page -> server.pages.put(page, body));
  }

  private EdgeReport audit() throws InterruptedException {
    return audit(List.of(edge.url()));
  }

  private EdgeReport audit(List<String> edges) throws InterruptedException {
    ComparedPages compared =
        new ComparedPages(
            edges, comparison, new PageRecheck(comparison, new Purges()), pages -> {});
    compared.add(PublicRow.PLAYLIST, List.of(1L));
    return compared.end();
  }

  /** Purges that are complete at once. */
  private final class Purges implements AwaitViews {

    private int position;

    @Override
    public void awaitCurrent() {
      waits++;
      passing.run();
    }

    @Override
    public BinlogPosition sourceEnd() {
      position += isBusy ? 1 : 0;
      return new BinlogPosition("binlog.000001", position);
    }
  }
}
