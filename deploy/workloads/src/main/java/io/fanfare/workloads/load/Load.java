package io.fanfare.workloads.load;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.schemas.Micros;
import io.fanfare.workloads.source.MostFollowed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads files into the source and prints the result. */
public final class Load {

  /**
   * The files to load, and how to load them.
   *
   * @param edges null for none
   * @param tracks null for none
   * @param mutual whether an edge is a follow in both directions
   * @param idOffset is added to each user's id; null to add 1 if the edges count users from 0
   * @param newestNow whether the tracks' times are moved so that the newest is now
   */
  public record Settings(
      @Nullable Path edges,
      @Nullable Path tracks,
      boolean mutual,
      @Nullable Long idOffset,
      boolean newestNow) {}

  private static final double MILLIS = 1000.0;

  private final Connection connection;
  private final PrintWriter out;
  private final Settings settings;
  private final Instant began = Instant.now();
  private final long now = Micros.of(began);
  private long rows;

  /** The files of which no line could be read. */
  private final List<String> unread = new ArrayList<>();

  public Load(Connection connection, PrintWriter out, Settings settings) {
    this.connection = connection;
    this.out = out;
    this.settings = settings;
  }

  /**
   * Loads all of it.
   *
   * @throws OperationException if a file ends too early or the source fails; the result up to there
   *     is printed before
   */
  public void run() {
    TextFile edgeFile = settings.edges() == null ? null : new TextFile(settings.edges());
    TextFile trackFile = settings.tracks() == null ? null : new TextFile(settings.tracks());
    try {
      EdgeList edges = edgeFile == null ? null : new EdgeList(edgeFile);
      EdgeSurvey survey = edges == null ? new EdgeSurvey(0, false) : EdgeSurvey.of(edges);
      long offset = idOffset(survey);
      // Before the edges, so that artists of the catalogue get its names.
      if (trackFile != null) {
        loadTracks(trackFile, offset);
      }
      if (edges != null && edgeFile != null) {
        loadEdges(edges, edgeFile, survey, offset);
      }
      printEnd();
      if (!unread.isEmpty()) {
        throw new OperationException(
            "Nothing was loaded from %s: it has no line that could be read."
                .formatted(String.join(" and ", unread)));
      }
    } catch (SQLException e) {
      throw new OperationException(
          "The source failed, and unconfirmed rows are not loaded: %s. Run the command again; loading twice is harmless."
              .formatted(e.getMessage()),
          e);
    }
  }

  private long idOffset(EdgeSurvey survey) {
    Long chosen = settings.idOffset();
    long offset = chosen == null ? survey.idOffset() : chosen;
    if (offset != 0) {
      print(
          "%s: user 1 of the file is user %d here%s.",
          chosen == null
              ? "The file has a user with id 0, but ids must be positive"
              : "With --id-offset",
          1 + offset,
          chosen == null ? " (change this with --id-offset)" : "");
    }
    return offset;
  }

  private void loadEdges(EdgeList list, TextFile file, EdgeSurvey survey, long offset)
      throws SQLException {
    BadLines badLines = new BadLines();
    ProgressBar progress = new ProgressBar(out, "edges", survey.edges());
    GraphLoader loader =
        new GraphLoader(connection, badLines, progress, settings.mutual(), offset, now);
    Optional<IOException> broken = Optional.empty();
    try {
      loader.load(list);
    } catch (IOException e) {
      broken = Optional.of(e);
    }
    loader.flush();
    rows += loader.rows();
    print(
        "%,d follows and %,d users are new%s%s.",
        loader.followsInserted(),
        loader.usersInserted(),
        also(loader.followsRepeated(), "%,d follows already existed or are repeated in the file"),
        also(loader.selfFollows(), "%,d users follow themselves, which dashboards ignore"));
    end(file, loader.rows(), badLines, broken);
  }

  private void loadTracks(TextFile file, long offset) throws SQLException {
    TrackFile catalogue = new TrackFile(file);
    TrackSurvey survey = TrackSurvey.of(catalogue);
    boolean moves = settings.newestNow() && survey.newest() != Long.MIN_VALUE;
    long shift = moves ? now - survey.newest() : 0;
    BadLines badLines = new BadLines();
    ProgressBar progress = new ProgressBar(out, "tracks", survey.tracks());
    TrackLoader loader = new TrackLoader(connection, badLines, progress, offset, shift, now);
    Optional<IOException> broken = Optional.empty();
    try {
      loader.load(catalogue);
    } catch (IOException e) {
      broken = Optional.of(e);
    }
    loader.flush();
    rows += loader.rows();
    print(
        "%,d tracks and %,d artists are new%s%s%s.",
        loader.tracksInserted(),
        loader.usersInserted(),
        also(loader.tracksRepeated(), "%,d tracks already existed or are repeated in the file"),
        also(loader.usersRepeated(), "%,d artists already existed and keep their names"),
        also(
            loader.tooOld(),
            "%,d tracks are older than the 180 days that dashboards show (shift them with --newest-now)"));
    end(file, loader.rows(), badLines, broken);
  }

  /**
   * @param rows of this file that the source has taken
   */
  private void end(TextFile file, long rows, BadLines badLines, Optional<IOException> broken) {
    badLines.report(file.path().toString()).forEach(out::println);
    if (rows == 0 && broken.isEmpty()) {
      unread.add(file.path().toString());
    }
    if (broken.isPresent()) {
      throw new OperationException(
          "%s could not be read to its end: %s. Everything before that is loaded."
              .formatted(file.path(), broken.get().getMessage()),
          broken.get());
    }
  }

  private void printEnd() throws SQLException {
    double seconds = Math.max(1, Duration.between(began, Instant.now()).toMillis()) / MILLIS;
    print("%,d rows in %.1f s, %,.0f rows/s.", rows, seconds, rows / seconds);
    MostFollowed.select(connection)
        .ifPresent(
            top ->
                print(
                    "The most followed user is %d (%s), with %,d followers.",
                    top.userId(), top.username(), top.followers()));
  }

  private void print(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  private static String also(long count, String format) {
    return count == 0 ? "" : "; " + String.format(Locale.ROOT, format, count);
  }
}
