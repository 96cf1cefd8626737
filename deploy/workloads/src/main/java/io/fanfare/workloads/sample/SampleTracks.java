package io.fanfare.workloads.sample;

import static io.fanfare.workloads.sample.SampleUsers.pick;

import io.fanfare.schemas.models.Track;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Gives tracks titles in their owners' languages, and what else a track has. */
final class SampleTracks {

  private static final List<String> GENRES =
      List.of(
          "Ambient",
          "Techno",
          "House",
          "Drum & Bass",
          "Hip-hop & Rap",
          "Afrobeats",
          "Cumbia",
          "Indie",
          "Jazz & Blues",
          "Folk & Singer-Songwriter",
          "Classical",
          "Electronic",
          "R&B & Soul",
          "Dub",
          "Trance",
          "Metal",
          "Reggaeton",
          "Spoken Word",
          "Soundtrack",
          "Disco");
  private static final List<String> ADDITIONS =
      List.of(
          " (live)",
          " (demo)",
          " (remix)",
          " II",
          " 🌙",
          " ✨",
          " 🌧️",
          " — dub",
          " (instrumental)");
  private static final List<String> LICENSES =
      List.of("all-rights-reserved", "cc-by", "cc-by-nc-sa", "cc-by-sa");

  private static final int ONE_WITH_ADDITION_IN = 3;
  private static final int ONE_MIX_IN = 25;
  private static final int ONE_PRIVATE_IN = 50;
  private static final int ONE_PROCESSING_IN = 100;

  private SampleTracks() {}

  /**
   * The row of a track; nearly all are live.
   *
   * @param publishedAt µs since the epoch
   */
  static Track track(long id, long ownerId, long publishedAt, SplittableRandom random) {
    String genre = pick(GENRES, random);
    return Track.newBuilder()
        .setId(id)
        .setUserId(ownerId)
        .setTitle(title(ownerId, random))
        .setPermalink("track-" + id)
        .setGenre(genre)
        .setTagList(genre.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " "))
        .setDuration(duration(random))
        .setBpm(70 + random.nextInt(110))
        .setLicense(pick(LICENSES, random))
        .setSharing(random.nextInt(ONE_PRIVATE_IN) == 0 ? "private" : "public")
        .setState(random.nextInt(ONE_PROCESSING_IN) == 0 ? "processing" : "finished")
        .setPublishedAt(publishedAt)
        .setCreatedAt(publishedAt)
        .setUpdatedAt(publishedAt)
        .build();
  }

  private static String title(long ownerId, SplittableRandom random) {
    String title = pick(SampleUsers.language(ownerId).titles(), random);
    return random.nextInt(ONE_WITH_ADDITION_IN) == 0 ? title + pick(ADDITIONS, random) : title;
  }

  /** Milliseconds: songs of some minutes, and now and then a mix. */
  private static long duration(SplittableRandom random) {
    Duration shortest =
        random.nextInt(ONE_MIX_IN) == 0 ? Duration.ofMinutes(30) : Duration.ofSeconds(90);
    return random.nextLong(shortest.toMillis(), 3 * shortest.toMillis());
  }
}
