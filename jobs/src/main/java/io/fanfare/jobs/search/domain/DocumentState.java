package io.fanfare.jobs.search.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.search.Counted;
import io.fanfare.schemas.search.DocumentRow;
import io.fanfare.schemas.search.Tally;

/** What the key of a document knows. */
public interface DocumentState {

  DocumentRow row();

  void setRow(DocumentRow row);

  Tally tally();

  void setTally(Tally tally);

  /** The ids of the counted rows of one kind. */
  IdList counted(Counted counted);
}
