package io.fanfare.workloads.bench.collector;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What `fanfare bench collector` found.
 *
 * @param rawSingle the ceiling: the same rows of one dashboard, each alone, from a client that does
 *     nothing else; rows/s
 * @param rawBatched the same in batches of one recipient, which a writer of entries as they arrive
 *     cannot do; rows/s
 * @param pipeline entries/s onto this dashboard through the whole pipeline
 * @param idle small posts with nothing else going on
 * @param besidePosts small posts while those whom the collector follows post half as fast
 * @param besideReading small posts while the collector reads, follows and unfollows
 */
public record CollectorReport(
    Machine machine,
    CollectorWorkload workload,
    double rawSingle,
    double rawBatched,
    double pipeline,
    Stages idle,
    BesidePosts besidePosts,
    Stages besideReading,
    Reading reading) {

  /**
   * @param entriesPerSecond onto the collector's dashboard
   */
  record BesidePosts(double entriesPerSecond, Stages small) {}

  /**
   * What the collector sees, of the feed over HTTP.
   *
   * @param firstPage of 50, again and again
   * @param deepPages each behind the one before it, none read before
   * @param newPost from the commit of a post until the first page shows it
   * @param unfollow from the commit until it shows the artist's post no more
   * @param follow from the commit until it shows it again
   */
  record Reading(
      Latency firstPage, Latency deepPages, Latency newPost, Latency unfollow, Latency follow) {

    public List<String> lines() {
      return List.of(
          firstPage.line("first page of 50"),
          deepPages.line("the pages behind it, one by one"),
          newPost.line("a new post until it is shown"),
          unfollow.line("an unfollow until it is not shown"),
          follow.line("a follow until it is shown"));
    }
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.add(
        format(
            "one listener who follows %,d artists; %.0f posts/s of %,d others with %,d followers each",
            workload.following(),
            workload.smallPostsPerSecond(),
            workload.smallArtists(),
            workload.smallFollowers()));
    lines.add("");
    lines.add(
        format(
            "entries/s onto one dashboard: %,.0f, %.0f %% of raw single inserts of the same rows"
                + " (%,.0f; in batches of one recipient %,.0f)",
            pipeline, pipeline / rawSingle * 100, rawSingle, rawBatched));
    lines.add("");
    lines.add(Latency.head("the collector's feed, ms"));
    lines.addAll(reading.lines());
    lines.add("");
    lines.add(Latency.head("small posts: commit to dashboard, ms"));
    lines.addAll(idle.lines("idle"));
    lines.addAll(
        besidePosts.small.lines(
            format("beside %,.0f of those entries/s", besidePosts.entriesPerSecond)));
    lines.addAll(besideReading.lines("while the collector reads"));
    lines.add(
        format(
            "  p99 beside those entries: %.1f times the idle one",
            besidePosts.small.total().p99() / idle.total().p99()));
    return lines;
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
