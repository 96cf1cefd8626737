package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Serves pages and their files; a page may load no others, but for the pictures of the catalogue. A
 * browser caches them and revalidates them on each visit.
 */
final class PageFiles {

  private static final String POLICY = policy("'self'");

  /** The application keeps pictures of users and sounds wherever it likes. */
  private static final String POLICY_OF_CATALOGUE = policy("'self' http: https:");

  /** Stands in a page where a part belongs that several of them share. */
  private static final Pattern PART = Pattern.compile("<!-- ([a-z-]+\\.html) -->");

  private static final String REFERENCE = "reference.html";
  private static final String CATALOGUE = "catalogue.html";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "svg", "image/svg+xml");

  private static final List<String> OF_USERS =
      List.of(
          "index.html",
          "stats.html",
          "reference.html",
          "catalogue.html",
          "page.css",
          "stats.css",
          "reference.css",
          "catalogue.css",
          "icon.svg",
          "page.js",
          "stats-page.js",
          "catalogue.js",
          "api.js",
          "chart.js",
          "comments.js",
          "connection.js",
          "embed.js",
          "feed.js",
          "figures.js",
          "links.js",
          "live.js",
          "notifications.js",
          "notifications-worker.js",
          "paged-list.js",
          "people.js",
          "person.js",
          "push.js",
          "polling.js",
          "range-choice.js",
          "ranges.js",
          "ranking.js",
          "search.js",
          "skip.js",
          "sounds.js",
          "stats.js",
          "suggest.js",
          "visits.js");

  private static final List<String> OF_OPERATORS =
      List.of(
          "ops.html",
          "page.css",
          "ops.css",
          "icon.svg",
          "ops.js",
          "ops-nodes.js",
          "ops-values.js",
          "api.js",
          "connection.js",
          "figures.js",
          "polling.js");

  private static final Set<String> OF_USERS_PATHS =
      OF_USERS.stream().map(PageFiles::path).collect(Collectors.toUnmodifiableSet());

  private final List<String> names;

  private PageFiles(List<String> names) {
    this.names = names;
  }

  /** The pages of the API's users. */
  static PageFiles ofUsers() {
    return new PageFiles(OF_USERS);
  }

  /** The page at `/ops`, which those users do not reach. */
  static PageFiles ofOperators() {
    return new PageFiles(OF_OPERATORS);
  }

  /** Whether a path is that of a page for users, or of a file of one. */
  static boolean isPage(String path) {
    return OF_USERS_PATHS.contains(path);
  }

  private record PageFile(String type, byte[] content, String etag, String policy) {

    static PageFile of(String name, String text) {
      String type =
          Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
      byte[] content = withParts(text).getBytes(UTF_8);
      String policy = name.equals(CATALOGUE) ? POLICY_OF_CATALOGUE : POLICY;
      return new PageFile(type, content, EntityTags.strong(content), policy);
    }
  }

  void register(RoutesConfig routes) {
    for (String name : names) {
      Supplier<PageFile> file = file(name);
      Routes.serve(routes, path(name), context -> answer(context, file.get()));
    }
  }

  private static String path(String name) {
    return switch (name) {
      case "index.html" -> "/";
      case "stats.html" -> "/you/stats";
      case REFERENCE -> "/reference";
      case CATALOGUE -> "/catalogue";
      case "ops.html" -> "/ops";
      // A worker is in charge of the paths below its own.
      case "notifications-worker.js" -> "/notifications-worker.js";
      default -> "/page/" + name;
    };
  }

  private static void answer(Context context, PageFile file) {
    secure(context, file.policy());
    context.header("Cache-Control", "no-cache");
    EntityTags.answer(context, file.etag(), file.type(), file.content());
  }

  /** Keeps a page from other sites, and from what its policy does not name. */
  static void secure(Context context, String policy) {
    context.header("Content-Security-Policy", policy);
    context.header("Referrer-Policy", "no-referrer");
    context.header("X-Frame-Options", "DENY");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static Supplier<PageFile> file(String name) {
    if (name.equals(REFERENCE)) {
      return () -> Reference.FILE;
    }
    PageFile file = PageFile.of(name, text(name));
    return () -> file;
  }

  /** Rendered when it is first asked for: that takes longer than a server should take to start. */
  private static final class Reference {
    static final PageFile FILE =
        PageFile.of(REFERENCE, new ContractPage(resource("openapi.yaml")).fill(text(REFERENCE)));
  }

  private static String withParts(String text) {
    return PART.matcher(text)
        .replaceAll(part -> Matcher.quoteReplacement(withParts(text(part.group(1)))));
  }

  /**
   * @param images from where images may come
   */
  private static String policy(String images) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src "
        + images
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
        + " require-trusted-types-for 'script'; trusted-types notifications-worker";
  }

  /** The content of a file of the pages. */
  static String text(String name) {
    return resource("page/" + name);
  }

  private static String resource(String name) {
    try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
