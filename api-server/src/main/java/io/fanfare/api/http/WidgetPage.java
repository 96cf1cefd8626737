package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.presentation.OEmbedView;
import io.fanfare.api.presentation.OriginView;
import io.fanfare.api.presentation.TrackView;
import io.fanfare.api.presentation.UserView;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page that any site may embed. It has no script, no cookie and no viewer, and it loads nothing
 * but the artwork: its style is part of it, so that it also works in a sandbox.
 */
final class WidgetPage {

  static final String PATH = "/widget";

  private static final int WIDTH = 640;
  private static final int HEIGHT_OF_TRACK = 166;
  private static final int HEIGHT_OF_PLAYLIST = 352;

  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  private final String publicUrl;
  private final String page = PageFiles.text("widget.html");
  private final String policy = policy(page);

  /**
   * @param publicUrl the beginning of links, without a slash at its end
   */
  WidgetPage(String publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** How a site embeds a sound. */
  OEmbedView embed(OriginView origin, @Nullable Integer mostWidth, @Nullable Integer mostHeight) {
    int width = least(WIDTH, mostWidth);
    int height =
        least(origin instanceof TrackView ? HEIGHT_OF_TRACK : HEIGHT_OF_PLAYLIST, mostHeight);
    String source = publicUrl + PATH + "?url=" + URLEncoder.encode(origin.uri(), UTF_8);
    UserView owner = origin.user();
    return new OEmbedView(
        "1.0",
        "rich",
        "Fanfare",
        publicUrl,
        origin.title(),
        owner.username(),
        owner.permalinkUrl(),
        width,
        height,
        "<iframe width=\"%d\" height=\"%d\" src=\"%s\" title=\"%s\" frameborder=\"0\"></iframe>"
            .formatted(width, height, Html.escaped(source), Html.escaped(text(origin.title()))));
  }

  private static int least(int usual, @Nullable Integer most) {
    return most == null ? usual : Math.min(usual, most);
  }

  /** Lets every site embed the page, and the page load nothing but images. */
  void secure(Context context) {
    context.header("Content-Security-Policy", policy);
    context.header("Referrer-Policy", "no-referrer");
  }

  /**
   * The page of a sound.
   *
   * @param tracks those of a playlist
   */
  String page(OriginView origin, List<TrackView> tracks) {
    UserView owner = origin.user();
    return PLACE
        .matcher(page)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    switch (place.group(1)) {
                      case "title" -> Html.escaped(text(origin.title()));
                      case "sound" -> link(origin.permalinkUrl(), origin.title());
                      case "owner" -> link(owner.permalinkUrl(), owner.username());
                      case "artwork" -> image(origin.artworkUrl());
                      case "tracks" -> list(tracks);
                      default -> place.group();
                    }));
  }

  private static String list(List<TrackView> tracks) {
    StringBuilder list = new StringBuilder();
    for (TrackView track : tracks) {
      list.append("<li>").append(link(track.permalinkUrl(), track.title())).append("</li>\n");
    }
    return list.isEmpty() ? "" : "<ol>\n" + list + "</ol>";
  }

  private static String link(@Nullable String url, @Nullable String text) {
    return url == null
        ? Html.escaped(text(text))
        : "<a href=\"%s\" target=\"_blank\" rel=\"noopener\">%s</a>"
            .formatted(Html.escaped(url), Html.escaped(text(text)));
  }

  /** A row may hold any text where the address of an image belongs. */
  private static String image(@Nullable String url) {
    return url != null && url.matches("https?://.*")
        ? "<img src=\"%s\" alt=\"\">".formatted(Html.escaped(url))
        : "";
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static String policy(String page) {
    Matcher style = STYLE.matcher(page);
    if (!style.find()) {
      throw new IllegalStateException("The widget has a style");
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(UTF_8));
      return ("default-src 'none'; style-src 'sha256-%s'; img-src http: https:; base-uri 'none';"
              + " form-action 'none'; frame-ancestors *")
          .formatted(Base64.getEncoder().encodeToString(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
