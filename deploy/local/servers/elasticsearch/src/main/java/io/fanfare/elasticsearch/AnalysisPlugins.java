package io.fanfare.elasticsearch;

import java.io.Reader;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractCharFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenizerFactory;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * The parts of `analysis-icu` and `analysis-common` that Fanfare's indices use, under the same
 * names. No registry of jars has these plugins. A cluster that has both takes the same index
 * templates.
 */
public final class AnalysisPlugins extends Plugin implements AnalysisPlugin {

  @Override
  public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
    return Map.of(
        "icu_tokenizer",
        (index, environment, name, settings) -> new IcuTokenizer(index, settings, name),
        "keyword",
        (index, environment, name, settings) -> new Keyword(index, settings, name));
  }

  @Override
  public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
    return Map.of(
        "pattern_replace",
        AnalysisPlugin.requiresAnalysisSettings(
            (index, environment, name, settings) -> new PatternReplace(index, name, settings)));
  }

  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    return Map.of(
        "icu_folding",
        (index, environment, name, settings) -> new IcuFolding(index, name, settings),
        "truncate",
        (index, environment, name, settings) -> new Truncate(index, name, settings),
        "length",
        (index, environment, name, settings) -> new Length(index, name, settings));
  }

  /** Splits a text into words; in scripts without spaces, with a dictionary. */
  private static final class IcuTokenizer extends AbstractTokenizerFactory {
    IcuTokenizer(IndexSettings index, Settings settings, String name) {
      super(index, settings, name);
    }

    @Override
    public Tokenizer create() {
      return new ICUTokenizer(new DefaultICUTokenizerConfig(true, true));
    }
  }

  /** Replaces what matches a pattern, before the text is split. */
  private static final class PatternReplace extends AbstractCharFilterFactory
      implements NormalizingCharFilterFactory {

    private final Pattern pattern;
    private final String replacement;

    PatternReplace(IndexSettings index, String name, Settings settings) {
      super(index, name);
      pattern = Pattern.compile(settings.get("pattern"));
      replacement = settings.get("replacement", "");
    }

    @Override
    public Reader create(Reader text) {
      return new PatternReplaceCharFilter(pattern, replacement, text);
    }
  }

  /** Cuts long tokens to their first characters. */
  private static final class Truncate extends AbstractTokenFilterFactory {

    private static final int LENGTH = 10;

    private final int length;

    Truncate(IndexSettings index, String name, Settings settings) {
      super(index, name, settings);
      length = settings.getAsInt("length", LENGTH);
    }

    @Override
    public TokenStream create(TokenStream tokens) {
      return new TruncateTokenFilter(tokens, length);
    }
  }

  /** Drops tokens that are too short or too long. */
  private static final class Length extends AbstractTokenFilterFactory {

    private final int min;
    private final int max;

    Length(IndexSettings index, String name, Settings settings) {
      super(index, name, settings);
      min = settings.getAsInt("min", 0);
      max = settings.getAsInt("max", Integer.MAX_VALUE);
    }

    @Override
    public TokenStream create(TokenStream tokens) {
      return new LengthFilter(tokens, min, max);
    }
  }

  /** Makes one token of the whole text. */
  private static final class Keyword extends AbstractTokenizerFactory {
    Keyword(IndexSettings index, Settings settings, String name) {
      super(index, settings, name);
    }

    @Override
    public Tokenizer create() {
      return new KeywordTokenizer();
    }
  }

  /** Removes case, accents and width of letters. */
  private static final class IcuFolding extends AbstractTokenFilterFactory
      implements NormalizingTokenFilterFactory {
    IcuFolding(IndexSettings index, String name, Settings settings) {
      super(index, name, settings);
    }

    @Override
    public TokenStream create(TokenStream tokens) {
      return new ICUFoldingFilter(tokens);
    }
  }
}
