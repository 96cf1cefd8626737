package io.fanfare.jobs.search.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.search.Counted;
import io.fanfare.schemas.search.DocumentRow;
import io.fanfare.schemas.search.Tally;

/** What the key of a document holds. */
public interface DocumentState {

  DocumentRow row();

  void setRow(DocumentRow row);

  Tally tally();

  void setTally(Tally tally);

  /** What tells apart the rows that are counted. */
  IdList counted(Counted counted);
}
