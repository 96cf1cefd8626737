package io.fanfare.api.search;

import static io.fanfare.api.search.Queries.beginning;
import static io.fanfare.api.search.Queries.beginningTogether;
import static io.fanfare.api.search.Queries.whole;
import static io.fanfare.api.search.Relevance.JOINED;
import static io.fanfare.api.search.Relevance.each;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.schemas.search.DocumentKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The query of suggestions for a text that is being typed. All kinds have the same tiers, so that
 * their hits can be put in one order.
 */
final class Suggestions {

  private static final List<String> TITLE = List.of("title");
  private static final List<String> SOUND = List.of("title", "owner.username", "owner.full_name");
  private static final List<String> USER = List.of("username", "full_name");

  private Suggestions() {}

  /**
   * The query.
   *
   * @param now µs since the epoch: what is published later is not suggested yet
   */
  static ObjectNode of(DocumentKind kind, String text, long now) {
    boolean isUser = kind == DocumentKind.USER;
    List<String> names = isUser ? USER : TITLE;
    List<String> all = isUser ? USER : SOUND;
    List<String> words = SearchText.words(text);
    List<String> keywords = new ArrayList<>(each(names, ".folded"));
    if (isUser) {
      keywords.add("permalink");
    }
    List<ObjectNode> tiers = new ArrayList<>();
    tiers.add(whole(keywords, text));
    tiers.add(beginning(each(names, ".whole"), text));
    tiers.add(beginning(names, text));
    tiers.add(beginningTogether(all, all, words));
    tiers.add(beginningTogether(each(all, JOINED), each(all, JOINED), words));
    tiers.addAll(Typos.beginning(all, names, words));
    return Queries.filtered(Queries.tiers(tiers), Relevance.released(kind, now));
  }
}
