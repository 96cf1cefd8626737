package io.fanfare.jobs.search.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import org.junit.jupiter.api.Test;

class DocumentsInFlightTest {

  private static final int MILLION = 1_000_000;

  private final DocumentsInFlight inFlight = new DocumentsInFlight();

  @Test
  void hasRoomForThousandsOfUsualDocuments() {
    for (int i = 0; i < 5_000; i++) {
      assertThat(inFlight.reserve(document(200))).isTrue();
    }
  }

  @Test
  void hasRoomForFewLargeDocuments() {
    int taken = 0;
    while (inFlight.reserve(document(MILLION))) {
      taken++;
    }
    assertThat(taken).isEqualTo(8);
    inFlight.release(document(MILLION));
    assertThat(inFlight.reserve(document(MILLION))).isTrue();
    assertThat(inFlight.reserve(document(MILLION))).isFalse();
  }

  @Test
  void hasRoomForOneDocumentOfAnySize() {
    assertThat(inFlight.reserve(document(20 * MILLION))).isTrue();
    assertThat(inFlight.reserve(document(1))).isFalse();
    inFlight.release(document(20 * MILLION));
    assertThat(inFlight.reserve(document(1))).isTrue();
  }

  private static Document document(int characters) {
    Track row =
        new Track(
            1L,
            1L,
            "t",
            "p",
            "x".repeat(characters),
            null,
            null,
            0L,
            null,
            null,
            null,
            "public",
            "finished",
            null,
            0L,
            0L);
    return new Document(
        DocumentKind.TRACK, 1L, 30L, row, null, new Counts(0L, 0L, 0L, 0L, 0L), null);
  }
}
