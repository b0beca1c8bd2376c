// What is typed into an answer is sent as Ctrl+Enter sends it, after a pause and when the page is left.
// Until the server says that it holds these very words, nothing is said to be saved.
(() => {
  if (window.sendsWhatIsTyped) return;
  window.sendsWhatIsTyped = true;
  const POSED = '[class*="st-key-posed_attempt_"]', FIELD = "textarea, input[type=text]";
  // Milliseconds. A keyboard that composes letters may leave its last word open: that is waited for, not for ever.
  const PAUSE = 1000, COMPOSING = 6000;
  const typedInto = new Set();
  let field = null, timer = 0;
  const keyOf = (posed) => [...posed.classList].find((name) => name.startsWith("st-key-posed_attempt_"));
  const send = () => {
    clearTimeout(timer);
    if (field?.isConnected)
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
    field = null;
  };
  const mark = () => {
    if (!typedInto.size) return;
    for (const posed of document.querySelectorAll(POSED)) {
      const saved = posed.closest('[data-testid="stLayoutWrapper"]')?.nextElementSibling?.querySelector("[data-held]");
      if (saved && saved.dataset.held === posed.querySelector(FIELD)?.value) typedInto.delete(keyOf(posed));
      posed.toggleAttribute("data-typed", typedInto.has(keyOf(posed)));
    }
  };
  const typed = (event) => {
    const posed = event.target.matches(FIELD) && event.target.closest(POSED);
    if (!posed) return;
    clearTimeout(timer);
    field = event.target;
    timer = setTimeout(send, event.isComposing ? COMPOSING : PAUSE);
    typedInto.add(keyOf(posed));
    mark();
  };
  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);
  document.addEventListener("visibilitychange", () => document.hidden && send());
  window.addEventListener("beforeunload", send);
  new MutationObserver(mark).observe(document.body, { childList: true, subtree: true, characterData: true });
})();
