// Turns the page into a chat. Without this script, or when it fails, every form goes to /ringan.
(() => {
  'use strict';
  const me = document.currentScript;
  const nonce = me.nonce || me.getAttribute('nonce');
  const root = document.documentElement;
  const english = root.lang === 'en';
  const locale = english ? 'en-US' : 'id-ID';
  const find = id => document.getElementById(id);
  const text = JSON.parse(find('texts').textContent);
  const firstTitle = document.title;
  // With Save-Data nothing is fetched ahead, and the way to /ringan shows at once.
  const saving = Boolean(navigator.connection && navigator.connection.saveData);

  let bundle; // the promise of window.WebChat
  let warmed;
  let grant; // a token answer not used yet: {answer, until}
  let line; // the Direct Line connection in use
  let store;
  let online = false; // connected once
  let cut = false; // the socket is closed; Direct Line opens it again by itself
  let leaving = false;
  let polling = false; // a network that lets no WebSocket through
  let opening = false;
  let renewals = [];
  let begun; // the line it last began anew with
  const waiting = []; // what the person asked before the chat was there

  /* The bundle: fetched early, run only when the chat opens, so that typing never lags. */
  function warm() {
    if (warmed) return;
    warmed = true;
    fetch(me.dataset.bundle, { priority: 'low' }).then(answer => answer.arrayBuffer()).catch(() => { warmed = false; });
  }

  function load() {
    bundle = bundle || new Promise((resolve, reject) => {
      const script = document.createElement('script');
      const lost = () => { bundle = null; script.remove(); reject(new Error('bundle')); };
      script.src = me.dataset.bundle;
      script.nonce = nonce;
      script.onload = () => (window.WebChat ? resolve() : lost());
      script.onerror = lost;
      document.head.append(script);
    });
    return bundle;
  }

  /* The token: the person is an HttpOnly cookie, so only the server knows whether there is a conversation to resume. */
  async function token() {
    if (grant && grant.until > Date.now()) {
      const { answer } = grant;
      grant = null;
      return answer;
    }
    const response = await fetch('/v3/directline/tokens/generate', {
      method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ locale }),
    });
    if (!response.ok) throw Object.assign(new Error('token'), { busy: response.status === 429 && (Number(response.headers.get('Retry-After')) || 60) });
    return response.json();
  }

  const keep = answer => { grant = { answer, until: Date.now() + Math.max(0, (answer.expires_in || 1800) - 300) * 1000 }; };

  function remembered(value) {
    try {
      if (value === undefined) return localStorage.getItem('coopbot') === '1';
      if (value) localStorage.setItem('coopbot', '1'); else localStorage.removeItem('coopbot');
    } catch { /* storage may be forbidden: then the first screen comes each time */ }
    return false;
  }

  /* What the person sees. */
  function title(state) {
    document.title = state ? `${state} – CoopBot` : root.classList.contains('chatting') ? `${text.chatTitle} – CoopBot` : firstTitle;
  }

  function showChat(show) {
    root.classList.toggle('chatting', show);
    find('first').hidden = show;
    find('chat').hidden = !show;
    title();
  }

  let slow;
  function showWait(show) {
    clearTimeout(slow);
    find('wait').hidden = !show;
    find('instead').hidden = true;
    find('state').textContent = '';
    if (!show) return;
    const asked = waiting.join('\n');
    find('asked').hidden = !asked;
    find('asked').textContent = asked;
    const form = find('instead');
    form.method = asked ? 'post' : 'get';
    form.elements.tanya.disabled = !asked;
    form.elements.tanya.value = asked;
    slow = setTimeout(() => {
      find('state').textContent = text.connecting;
      form.hidden = false;
    }, saving ? 0 : 1000);
  }

  function showProblem(sentence, state, label, act) {
    const box = find('problem');
    box.hidden = !sentence;
    if (!sentence) return;
    title(state);
    box.firstElementChild.textContent = sentence;
    const button = box.lastElementChild;
    button.textContent = label;
    button.onclick = () => { box.hidden = true; title(); act(); };
  }

  function failed(error) {
    opening = false;
    clearTimeout(slow);
    find('state').textContent = '';
    find('instead').hidden = false;
    const sentence = error.busy ? text.busy.replace('$1', error.busy) : text.down.trim();
    showProblem(navigator.onLine === false ? text.offline : sentence, navigator.onLine === false ? text.offlineTitle : text.downTitle, text.retry, open);
  }

  /* Opening. */
  function ask(question) {
    question = question.trim().slice(0, 400);
    if (!question) return;
    menu(false);
    if (online) return send(question);
    waiting.push(question);
    showChat(true);
    showWait(true);
    if (!opening) {
      find('chat-title').focus();
      open();
    }
  }

  async function open() {
    opening = true;
    showProblem();
    if (!line) showWait(true);
    try {
      const [answer] = await Promise.all([token(), load()]);
      connect(answer);
    } catch (error) {
      failed(error);
    }
  }

  /** A visitor who has been here: into the old conversation; if there is none any more, the first screen. */
  async function resume() {
    opening = true;
    showChat(true);
    showWait(true);
    try {
      const answer = await token();
      if (answer.resumed || waiting.length) {
        await load();
        return connect(answer);
      }
      keep(answer);
      remembered(false);
      opening = false;
      showWait(false);
      showChat(false);
    } catch (error) {
      failed(error);
    }
  }

  const send = question => store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text: question, method: 'keyboard' } });

  function connect(answer, unsent = [], draft = '') {
    remembered(true);
    const mine = window.WebChat.createDirectLine({
      token: answer.token,
      domain: `${location.origin}/v3/directline`,
      conversationId: answer.resumed ? answer.conversationId : undefined,
      conversationStartProperties: { locale },
      webSocket: !polling,
      pollingInterval: 2000,
    });
    // Not among the options (the version is pinned): the socket's own word on its state, and back after 3 to 8 s, not all at once.
    Object.assign(mine.services, {
      random: () => Math.random() * 0.4,
      WebSocket: function (url) {
        const socket = new WebSocket(url);
        let opened = false;
        socket.addEventListener('open', () => { opened = true; refused = 0; if (line === mine) network(cut = false); });
        socket.addEventListener('close', () => {
          if (line !== mine || leaving) return;
          network(cut = true);
          if (!opened && navigator.onLine !== false && ++refused > 1) renew(polling = true);
        });
        return socket;
      },
    });
    let refused = 0;
    if (line) line.end();
    cut = false;
    find('webchat').inert = false;
    line = mine;
    const own = window.WebChat.createStore({}, () => next => action => {
      if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') setTimeout(connected);
      if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') emptied(action.payload.activity);
      return next(action);
    });
    store = own;

    // What came before this line is deleted: it goes from the open page too.
    function emptied({ id, channelData }) {
      if (!channelData || !channelData['coopbot:anew'] || id === begun || line !== mine) return;
      if (!own.getState().activities.some(({ type, from }) => type === 'message' && from.role === 'bot')) return;
      begun = id;
      find('webchat').replaceChildren();
      setTimeout(renew);
    }

    function connected() {
      if (line !== mine) return;
      const before = !online;
      online = true;
      opening = false;
      showWait(false);
      showProblem();
      title();
      if (draft) own.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: draft } });
      waiting.splice(0).forEach(send);
      // A screen keyboard would cover the answer: the box gets the focus only where there is a mouse.
      if (before && matchMedia('(hover: hover)').matches) focusBox();
      // What was on its way when the token ended: sent again unless the history shows that it arrived.
      if (unsent.length) setTimeout(() => {
        const arrived = new Set(own.getState().activities.map(activity => (activity.channelData || {}).clientActivityID));
        unsent.filter(activity => !arrived.has(activity.channelData.clientActivityID)).forEach(activity => send(activity.text));
      }, 3000);
    }

    let wasOnline = false;
    mine.connectionStatus$.subscribe(status => {
      if (line !== mine) return;
      if (status === 2) {
        wasOnline = true;
      } else if (status === 3 || status === 5 || (status === 4 && wasOnline)) setTimeout(renew);
      else if (status === 4) setTimeout(() => line === mine && failed(new Error('connect')));
    });

    const box = document.createElement('div');
    find('webchat').replaceChildren(box);
    window.WebChat.renderWebChat({ directLine: mine, store: own, locale, nonce, styleOptions, overrideLocalizedStrings: strings, userID: /^dl_/.test(answer.userId || '') ? undefined : answer.userId }, box);
  }

  /** The token ended, or the talk begins anew: a new one for the same conversation, quietly; else say so. */
  async function renew() {
    const old = line;
    if (!old) return;
    const { activities, sendBoxValue } = store.getState();
    const unsent = activities.filter(({ type, text: words, from, channelData }) =>
      type === 'message' && words && from.role === 'user' && channelData && channelData['webchat:send-status'] && channelData['webchat:send-status'] !== 'sent');
    online = false;
    line = null;
    old.end();
    let answer;
    try {
      renewals = renewals.filter(at => at > Date.now() - 60000).concat(Date.now());
      if (renewals.length <= 3) answer = await token();
      if (answer && answer.resumed) return connect(answer, unsent, sendBoxValue);
      if (answer) keep(answer);
    } catch { /* the button tries again */ }
    waiting.push(...unsent.map(activity => activity.text));
    find('webchat').inert = true;
    showProblem(text.ended, text.endedTitle, text.again, () => { find('webchat').replaceChildren(); open(); });
  }

  const focusBox = () => {
    const field = document.querySelector('#webchat [data-id="webchat-sendbox-input"]');
    if (field) field.focus();
  };

  /* Web Chat's looks and words. */
  const styleOptions = {
    accent: '#0B5F5A', subtle: '#4A5557', backgroundColor: '#F4F7F6',
    primaryFont: 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif', fontSizeSmall: '87.5%',
    bubbleBorderColor: '#6E7B7C', bubbleBorderRadius: 12, bubbleTextColor: '#1B2326', bubbleMaxWidth: 560, bubbleMinWidth: 0,
    bubbleFromUserBackground: '#E3F1EE', bubbleFromUserBorderColor: '#0B5F5A', bubbleFromUserBorderRadius: 12, bubbleFromUserTextColor: '#1B2326',
    suggestedActionLayout: 'stacked', suggestedActionsStackedLayoutButtonTextWrap: true, suggestedActionHeight: 44,
    suggestedActionBorderRadius: 8, suggestedActionBorderWidth: 1, suggestedActionBackgroundColorOnHover: '#E3F1EE',
    suggestedActionKeyboardFocusIndicatorBorderColor: '#1B2326', suggestedActionKeyboardFocusIndicatorBorderStyle: 'solid', suggestedActionKeyboardFocusIndicatorBorderWidth: 2,
    slowConnectionAfter: 86400000, sendTimeout: 25000, sendBoxHeight: 48, sendBoxTextWrap: true, sendBoxTextColor: '#1B2326', sendBoxPlaceholderColor: '#4A5557', sendBoxBorderTop: 'solid 1px #6E7B7C',
    sendBoxButtonColor: '#0B5F5A', sendBoxButtonKeyboardFocusIndicatorBorderColor: '#1B2326', sendBoxButtonKeyboardFocusIndicatorBorderWidth: 2,
    hideUploadButton: true, timestampFormat: 'absolute', timestampColor: '#4A5557', emojiSet: {}, markdownRenderHTML: false,
    slowConnectivity: '#7A4100', failedConnectivity: '#8C1D18', notificationText: '#4A5557', connectivityTextSize: '100%',
    transcriptActivityVisualKeyboardIndicatorColor: '#1B2326', transcriptActivityVisualKeyboardIndicatorStyle: 'solid', transcriptActivityVisualKeyboardIndicatorWidth: 2,
    transcriptOverlayButtonBackground: '#0B5F5A', transcriptOverlayButtonBackgroundOnHover: '#083F3C', transcriptOverlayButtonBackgroundOnFocus: '#083F3C',
    cardPushButtonBackgroundColor: '#0B5F5A', cardPushButtonTextColor: '#FFFFFF', cardEmphasisBackgroundColor: '#E3F1EE',
  };
  const strings = {
    ACTIVITY_STATUS_SEND_FAILED_RETRY: `${text.unsent} [${text.resend}][RETRY]`,
    CONNECTIVITY_STATUS_ALT_CONNECTING: text.connecting,
    CONNECTIVITY_STATUS_ALT_RECONNECTING: text.offline,
    CONNECTIVITY_STATUS_ALT_FATAL: text.offline,
    TYPING_INDICATOR_ALT: text.searching,
    TYPING_INDICATOR_SINGLE_TEXT: text.searching,
    TEXT_INPUT_PLACEHOLDER: text.box,
    TEXT_INPUT_ALT: text.boxLabel,
  };
  for (const form of ['ONE', 'TWO', 'FEW', 'MANY', 'OTHER'])
    strings[`REFERENCE_LIST_HEADER_${form}`] = form === 'ONE' && english ? '$1 source' : text.sources;

  /* Web Chat writes "3.17 PM" in Indonesian too; people here write "pukul 15.17 WIB". */
  if (!english) {
    const zone = new Date().getTimezoneOffset() === -420 ? ' WIB' : '';
    let due = 0;
    const clock = () => {
      due = 0;
      for (const status of document.querySelectorAll('#webchat .webchat__activity-status'))
        for (const walk = document.createTreeWalker(status, NodeFilter.SHOW_TEXT); walk.nextNode();)
          walk.currentNode.nodeValue = walk.currentNode.nodeValue.replace(/ (\d\d?)\.(\d\d)\s([AP])M$/, (_, hour, minute, half) =>
            ` pukul ${String((hour % 12) + (half === 'P' ? 12 : 0)).padStart(2, '0')}.${minute}${zone}`);
    };
    new MutationObserver(() => { due = due || requestAnimationFrame(clock); }).observe(find('webchat'), { childList: true, subtree: true, characterData: true });
  }

  /* The device's own line: the browser knows it sooner. */
  function network() {
    const off = navigator.onLine === false || cut;
    if (off) title(text.offlineTitle);
    else if (!find('problem').hidden && !online && opening === false) find('problem').lastElementChild.click();
    else title();
    if (online) store.dispatch({ type: 'WEB_CHAT/SET_NOTIFICATION', payload: { id: 'connectivitystatus', level: off ? 'warn' : 'success', message: off ? 'reconnecting' : 'connected' } });
  }
  addEventListener('offline', network);
  addEventListener('online', network);
  addEventListener('online', () => { if (polling && line) renew(); });
  addEventListener('pagehide', () => { leaving = true; });

  /* The menu of topics: on a phone a panel, on a desktop always beside the chat. */
  const button = document.createElement('button');
  const panel = find('topics');
  const anchor = find('menu');
  button.type = 'button';
  button.id = 'menu';
  button.textContent = anchor.textContent;
  button.setAttribute('aria-controls', 'topics');
  anchor.replaceWith(button);
  function menu(open) {
    panel.classList.toggle('open', open);
    document.querySelector('main').inert = open; // covered by the panel: no focus goes there
    button.setAttribute('aria-expanded', String(open));
  }
  menu(false);
  button.addEventListener('click', () => menu(!panel.classList.contains('open')));
  addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !panel.classList.contains('open')) return;
    menu(false);
    button.focus();
  });

  /* Every example, topic and the box are forms to /ringan; here they become questions in the chat. */
  let pressed;
  addEventListener('click', event => { pressed = event.target.closest && event.target.closest('button[name=tanya]'); }, true);
  addEventListener('submit', event => {
    const form = event.target;
    if (form.id === 'instead' || !form.matches('form[method=post]')) return;
    const field = form.elements.tanya;
    const question = (event.submitter || pressed || {}).value || (field && field.tagName === 'INPUT' ? field.value : '');
    if (!question.trim()) return;
    event.preventDefault();
    if (field && field.tagName === 'INPUT') field.value = '';
    ask(question);
  });

  /* A double click acts once: Web Chat sends twice, its box stays read-only, a link may lie under the second. */
  find('webchat').addEventListener('click', event => {
    if (event.detail < 2 || !event.target.closest('button, a')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  /* Web Chat makes of a link to our own page a button that does nothing. */
  find('webchat').addEventListener('click', event => {
    const own = event.target.closest && event.target.closest('button[value^="/tentang"], a[href^="/tentang"], button[value^="/data-saya"], a[href^="/data-saya"]');
    if (!own) return;
    event.preventDefault();
    event.stopPropagation();
    window.open(own.value || own.getAttribute('href'), '_blank', 'noopener');
  }, true);

  if (!saving) {
    find('first').addEventListener('pointerdown', warm, { once: true });
    find('first').addEventListener('focusin', warm, { once: true });
    addEventListener('load', () => (window.requestIdleCallback || setTimeout)(warm));
  }

  root.classList.add('js');
  const address = new URL(location.href);
  if (address.searchParams.has('tanya')) {
    const question = find('tanya').value;
    address.searchParams.delete('tanya');
    history.replaceState(null, '', address); // a reload does not ask again
    find('tanya').value = '';
    ask(question);
  } else if (remembered()) resume();
})();
