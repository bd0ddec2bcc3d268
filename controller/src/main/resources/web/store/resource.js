// One answer of the controller that is kept fresh while somebody looks at it.

/** Asks at once, then every `seconds`, and when told that something happened; never twice at the same time. */
export class Resource {
  /**
   * @param fetcher given an AbortSignal, promises the data
   * @param onChange called after each answer
   * @param seconds how often to ask, or a function of the data
   */
  constructor(fetcher, onChange, seconds = 10) {
    this.fetcher = fetcher;
    this.onChange = onChange;
    this.seconds = seconds;
    this.data = null;
    this.error = null;
    this.isLoading = true;
    this.closing = new AbortController();
    this.again = false;
    this.running = false;
    this.turn = 0;
    this.refresh();
  }

  async refresh() {
    if (this.running) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = true;
    this.again = false;
    const turn = this.turn;
    try {
      const data = await this.fetcher(this.closing.signal);
      if (turn !== this.turn) {
        return;
      }
      this.data = data;
      this.error = null;
    } catch (failure) {
      if (this.closing.signal.aborted || turn !== this.turn) {
        return;
      }
      // what was seen before stays in view; the banner says how old it is
      this.error = failure;
    }
    this.running = false;
    this.isLoading = false;
    if (!this.closing.signal.aborted) {
      this.timer = setTimeout(() => this.refresh(), this.pause());
      this.onChange();
    }
  }

  /** What is asked for is something else now: what is shown, and what is still on its way, answers another question. */
  anew() {
    this.turn++;
    this.running = false;
    this.data = null;
    this.error = null;
    this.isLoading = true;
    this.refresh();
    this.onChange();
  }

  pause() {
    if (this.again) {
      return 400;
    }
    const seconds = typeof this.seconds === 'function' ? this.seconds(this.data) : this.seconds;
    return (document.hidden ? 4 : 1) * seconds * 1000;
  }

  /** Something happened that may change the answer: asks soon, but not for each of a hundred events. */
  nudge() {
    if (this.running) {
      this.again = true;
    } else if (!this.nudged) {
      this.nudged = setTimeout(() => {
        this.nudged = null;
        this.refresh();
      }, 300);
    }
  }

  close() {
    this.closing.abort();
    clearTimeout(this.timer);
    clearTimeout(this.nudged);
  }
}
