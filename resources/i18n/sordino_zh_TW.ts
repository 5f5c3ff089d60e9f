<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="en">
<context>
    <name>Activity</name>
    <message>
        <source>Network</source>
        <translation>網路</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好設定</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>資料夾</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>專家</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端點</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>對話</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>記錄</translation>
    </message>
    <message>
        <source>unknown host</source>
        <translation>主機不明</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>這台電腦</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>已記錄</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>已詢問</translation>
    </message>
    <message>
        <source>denied by rule</source>
        <translation>規則拒絕</translation>
    </message>
    <message>
        <source>asked · no answer</source>
        <translation>已詢問 · 無人回答</translation>
    </message>
    <message>
        <source>asked · Sordino was closed</source>
        <translation>已詢問 · Sordino 已關閉</translation>
    </message>
    <message>
        <source>asked · stopped</source>
        <translation>已詢問 · 已停止</translation>
    </message>
    <message>
        <source>asked · nobody there</source>
        <translation>已詢問 · 沒有人在</translation>
    </message>
    <message>
        <source>asked · denied</source>
        <translation>已詢問 · 拒絕</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>尚未結束</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>sent once</source>
        <translation>送出一次</translation>
    </message>
    <message>
        <source>sent under your earlier yes</source>
        <translation>依你先前的同意送出</translation>
    </message>
    <message>
        <source>sent by rule</source>
        <translation>依規則送出</translation>
    </message>
    <message>
        <source>allowed once</source>
        <translation>允許一次</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允許</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>You, with an earlier yes</source>
        <translation>你，以先前的同意</translation>
    </message>
    <message>
        <source>The rules, without a question</source>
        <translation>由規則決定，沒有詢問</translation>
    </message>
    <message>
        <source>You said no</source>
        <translation>你拒絕了</translation>
    </message>
    <message>
        <source>You, for more than this request</source>
        <translation>你，不只同意這次請求</translation>
    </message>
    <message>
        <source>You, once</source>
        <translation>你，僅這一次</translation>
    </message>
    <message>
        <source>Nobody answered in time, so it was denied</source>
        <translation>逾時無人回答，因此拒絕</translation>
    </message>
    <message>
        <source>Sordino was closed, so it was denied</source>
        <translation>Sordino 已關閉，因此拒絕</translation>
    </message>
    <message>
        <source>You stopped the answer, so it was denied</source>
        <translation>你停止了回答，因此拒絕</translation>
    </message>
    <message>
        <source>Nobody was there to ask, so it was denied</source>
        <translation>沒有人可以詢問，因此拒絕</translation>
    </message>
    <message>
        <source>Not decided yet</source>
        <translation>尚未決定</translation>
    </message>
    <message>
        <source>Estimated at most {most}, cost {cost}, {share} % above</source>
        <translation>估計最多 {most}，實際 {cost}，高出 {share} %</translation>
    </message>
    <message>
        <source>Estimated at most {most}, cost {cost}, {share} % below</source>
        <translation>估計最多 {most}，實際 {cost}，低於估計 {share} %</translation>
    </message>
    <message>
        <source>Estimated at most {most}, cost {cost}</source>
        <translation>估計最多 {most}，實際 {cost}</translation>
    </message>
    <message>
        <source>sent {sent} = previewed {previewed}</source>
        <translation>送出 {sent} = 預覽 {previewed}</translation>
    </message>
    <message>
        <source>sent {sent} is not what was previewed: {previewed}</source>
        <translation>送出的 {sent} 與預覽的 {previewed} 不同</translation>
    </message>
    <message>
        <source>previewed {previewed}, not sent</source>
        <translation>預覽 {previewed}，未送出</translation>
    </message>
    <message>
        <source>Row {row} does not hold</source>
        <translation>第 {row} 列驗證不符</translation>
    </message>
    <message>
        <source>The log does not hold</source>
        <translation>記錄驗證不符</translation>
    </message>
    <message>
        <source>{count} rows verified</source>
        <translation>已驗證 {count} 列</translation>
    </message>
    <message>
        <source>1 row verified</source>
        <translation>已驗證 1 列</translation>
    </message>
    <message>
        <source>{rows}, signed</source>
        <translation>{rows}，已簽章</translation>
    </message>
    <message>
        <source>{rows}, not all signed</source>
        <translation>{rows}，並非全部有簽章</translation>
    </message>
    <message>
        <source>{rows}, unsigned: no keyring</source>
        <translation>{rows}，未簽章：沒有金鑰圈</translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>活動記錄</translation>
    </message>
    <message>
        <source>Search calls, payloads, answers</source>
        <translation>搜尋呼叫、內容與回覆</translation>
    </message>
    <message>
        <source>Which calls</source>
        <translation>哪些呼叫</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>All calls</source>
        <translation>所有呼叫</translation>
    </message>
    <message>
        <source>Stayed here</source>
        <translation>留在本機</translation>
    </message>
    <message>
        <source>Left this computer</source>
        <translation>離開這台電腦</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>已詢問</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>已拒絕</translation>
    </message>
    <message>
        <source>What left this computer?</source>
        <translation>有什麼離開了這台電腦？</translation>
    </message>
    <message>
        <source>One answer only</source>
        <translation>只看一則回答</translation>
    </message>
    <message>
        <source>Show all calls again</source>
        <translation>重新顯示所有呼叫</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全部時間</translation>
    </message>
    <message>
        <source>in one answer</source>
        <translation>在一則回答中</translation>
    </message>
    <message>
        <source>among the newest {count}</source>
        <translation>最新的 {count} 筆之中</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>驗證中…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>驗證</translation>
    </message>
    <message>
        <source>{found} · {time}</source>
        <translation>{found} · {time}</translation>
    </message>
</context>
<context>
    <name>ArgumentsEditor</name>
    <message>
        <source>{name} is a number.</source>
        <translation>{name} 必須是數字。</translation>
    </message>
</context>
<context>
    <name>AuthorityLine</name>
    <message>
        <source>Certificate authority: a PEM file, for a server of your own with a certificate of its own</source>
        <translation>憑證授權單位：PEM 檔案，供使用自有憑證的自家伺服器</translation>
    </message>
    <message>
        <source>Yours is trusted for this address, and for no other.</source>
        <translation>只有這個位址信任你加入的授權單位。</translation>
    </message>
    <message>
        <source>None: the public ones are trusted.</source>
        <translation>無：信任公開的授權單位。</translation>
    </message>
    <message>
        <source>This file holds no certificate in PEM, or holds a private key.</source>
        <translation>這個檔案不含 PEM 格式的憑證，或含有私密金鑰。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>選擇檔案…</translation>
    </message>
    <message>
        <source>Choose a certificate authority</source>
        <translation>選擇憑證授權單位</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the certificate authority</source>
        <translation>移除憑證授權單位</translation>
    </message>
</context>
<context>
    <name>CallTable</name>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>To</source>
        <translation>去處</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>決定</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>價格</translation>
    </message>
</context>
<context>
    <name>CallView</name>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Tool calls, newest first</source>
        <translation>工具呼叫，由新到舊</translation>
    </message>
</context>
<context>
    <name>CapsFields</name>
    <message>
        <source>A call</source>
        <translation>每次呼叫</translation>
    </message>
    <message>
        <source>A conversation</source>
        <translation>每個對話</translation>
    </message>
    <message>
        <source>A day</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>A month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>Most that may be spent: {per}</source>
        <translation>花費上限：{per}</translation>
    </message>
    <message>
        <source>US dollars. The tightest of the four holds; 0 means free tools only.</source>
        <translation>單位為美元。四項中最嚴的一項為準；0 表示只用免費工具。</translation>
    </message>
    <message>
        <source>At most {sum}: set by {organisation}</source>
        <translation>最多 {sum}：由 {organisation} 設定</translation>
    </message>
    <message>
        <source>Write an amount such as 0.05 in each field.</source>
        <translation>請在每一欄填入金額，例如 0.05。</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Waiting for the model</source>
        <translation>等待模型</translation>
    </message>
    <message>
        <source>Loading {name} · {percent} %</source>
        <translation>正在載入 {name} · {percent} %</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>尚未載入模型</translation>
    </message>
    <message>
        <source>Open Models</source>
        <translation>開啟模型</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>{host} was not asked, or has named no model.</source>
        <translation>沒有詢問 {host}，或它沒有列出模型。</translation>
    </message>
    <message numerus="yes">
        <source>{host} answers and names %n model(s); {model} is among them.</source>
        <translation>
            <numerusform>{host} 有回應，列出 %n 個模型；{model} 在其中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{host} answers and names %n model(s), but none called {model}.</source>
        <translation>
            <numerusform>{host} 有回應，列出 %n 個模型，但沒有 {model}。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>想做什麼？</translation>
    </message>
    <message>
        <source>Filter commands</source>
        <translation>篩選指令</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message Sordino</source>
        <translation>傳訊息給 Sordino</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>訊息</translation>
    </message>
    <message>
        <source>Enter sends, Shift and Enter break the line</source>
        <translation>Enter 送出，Shift 加 Enter 換行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop this answer (Esc)</source>
        <translation>停止這則回答（Esc）</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>送出（Enter）</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送出</translation>
    </message>
    <message>
        <source>Open the preferences</source>
        <translation>開啟偏好設定</translation>
    </message>
    <message>
        <source>Preferences: {dials}</source>
        <translation>偏好設定：{dials}</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好設定</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>離線</translation>
    </message>
    <message>
        <source>Local only</source>
        <translation>僅限本機</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>謹慎</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>詢問</translation>
    </message>
    <message>
        <source>Relaxed</source>
        <translation>寬鬆</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>從容</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>平衡</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>free tools only</source>
        <translation>只用免費工具</translation>
    </message>
    <message>
        <source>{sum} a day</source>
        <translation>每日 {sum}</translation>
    </message>
</context>
<context>
    <name>ConsentCard</name>
    <message>
        <source>Private data would be sent, so a yes to this cannot be remembered.</source>
        <translation>這會送出私人資料，因此不能記住這次的同意。</translation>
    </message>
    <message>
        <source>This cannot be shown in full, so it cannot be allowed.</source>
        <translation>內容無法完整顯示，因此不能允許。</translation>
    </message>
    <message>
        <source>What cannot be shown in full cannot be allowed, and is left out.</source>
        <translation>無法完整顯示的內容不能允許，因此不包含在內。</translation>
    </message>
    <message>
        <source>Changed by you.</source>
        <translation>已由你更改。</translation>
    </message>
    <message>
        <source>Preparing what would be sent…</source>
        <translation>正在準備將送出的內容…</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Open</source>
        <translation>開啟</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>刪除…</translation>
    </message>
</context>
<context>
    <name>CopyLine</name>
    <message>
        <source>{name} was not copied</source>
        <translation>未複製 {name}</translation>
    </message>
    <message>
        <source>Copying {name}</source>
        <translation>正在複製 {name}</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n phrase(s) from {source}</source>
        <translation>
            <numerusform>%n 個片語來自 {source}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And from %n more place(s)</source>
        <translation>
            <numerusform>另外還有 %n 處</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %n find(s)</source>
        <translation>
            <numerusform>顯示全部 %n 項</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) hidden</source>
        <translation>
            <numerusform>隱藏 %n 項</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You would have been asked %n time(s).</source>
        <translation>
            <numerusform>你會被詢問 %n 次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Had this been on last week, it would have kept back none of the %n call(s) that left.</source>
        <translation>
            <numerusform>若上週已採用這些規則，離開這台電腦的 %n 次呼叫一次也不會被擋下。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{stayed} of %n call(s) would have stayed here</source>
        <translation>
            <numerusform>%n 次呼叫中有 {stayed} 次會留在本機</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) would have been without sources</source>
        <translation>
            <numerusform>%n 個回答會缺少網路來源</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dials</name>
    <message>
        <source>Local only</source>
        <translation>僅限本機</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>謹慎</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>詢問</translation>
    </message>
    <message>
        <source>Relaxed</source>
        <translation>寬鬆</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隱私</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>從容</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>平衡</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Low latency</source>
        <translation>低延遲</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>免費</translation>
    </message>
    <message>
        <source>$0.50 a day</source>
        <translation>每日 $0.50</translation>
    </message>
    <message>
        <source>$2 a day</source>
        <translation>每日 $2</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自訂</translation>
    </message>
    <message>
        <source>Cost cap</source>
        <translation>費用上限</translation>
    </message>
    <message>
        <source>Set by {organisation}</source>
        <translation>由 {organisation} 設定</translation>
    </message>
    <message>
        <source>Nothing leaves this computer</source>
        <translation>一切都不離開這台電腦</translation>
    </message>
    <message>
        <source>Private data stays, the rest asks</source>
        <translation>私人資料不外流，其餘先詢問</translation>
    </message>
    <message>
        <source>Whatever leaves asks first</source>
        <translation>凡要外送，先詢問</translation>
    </message>
    <message>
        <source>A yes may hold for a conversation or an hour</source>
        <translation>同意可維持一個對話或一小時</translation>
    </message>
    <message>
        <source>About {time} a step at most</source>
        <translation>每步最多約 {time}</translation>
    </message>
    <message>
        <source>A step may take {step}, an answer {turn}; thinking may take as long as it likes.</source>
        <translation>每步可用 {step}，整個回答可用 {turn}；思考長度不限。</translation>
    </message>
    <message>
        <source>A step may take {step}, an answer {turn}; the model thinks {count} tokens at most.</source>
        <translation>每步可用 {step}，整個回答可用 {turn}；模型最多思考 {count} 個 token。</translation>
    </message>
    <message>
        <source>Spent this month: ${month}</source>
        <translation>本月已用 ${month}</translation>
    </message>
    <message>
        <source>Spent today: ${day}</source>
        <translation>今天已用 ${day}</translation>
    </message>
    <message>
        <source>Only free tools</source>
        <translation>只用免費工具</translation>
    </message>
    <message>
        <source>At most ${call} a call</source>
        <translation>每次最多 ${call}</translation>
    </message>
</context>
<context>
    <name>DownloadPanel</name>
    <message>
        <source>I have read the licence and accept it</source>
        <translation>我已閱讀授權條款並接受</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下載</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>下載 {name}</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>來源</translation>
    </message>
    <message>
        <source>File</source>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Free here</source>
        <translation>此處可用空間</translation>
    </message>
    <message>
        <source>Sordino was started offline. Start it without --offline to download.</source>
        <translation>Sordino 以離線方式啟動。要下載，請不加 --offline 重新啟動。</translation>
    </message>
    <message>
        <source>Privacy keeps everything on this computer. Change it in Preferences first.</source>
        <translation>隱私設定讓一切留在這台電腦上。請先在偏好設定中更改。</translation>
    </message>
    <message>
        <source>No broker process runs. Go offline and online again with the switch above.</source>
        <translation>沒有中介行程在執行。請用上方的開關改為離線，再改為連線。</translation>
    </message>
    <message>
        <source>Sordino is offline. Go online with the switch above to download.</source>
        <translation>Sordino 目前離線。要下載，請用上方的開關改為連線。</translation>
    </message>
    <message>
        <source>{size} are missing on this disk. Free some space first.</source>
        <translation>這個磁碟還缺 {size}。請先騰出空間。</translation>
    </message>
</context>
<context>
    <name>DroppedFile</name>
    <message>
        <source>What shall happen with {name}?</source>
        <translation>要如何處理 {name}？</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>什麼都不做</translation>
    </message>
    <message>
        <source>Load it from where it is</source>
        <translation>從原處載入</translation>
    </message>
    <message>
        <source>Copy it into the models folder</source>
        <translation>複製到模型資料夾</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>What shall we work on?</source>
        <translation>今天要做什麼？</translation>
    </message>
    <message>
        <source>The pill above always says what may leave this computer: at “Ask before cloud” you see each request first, and say yes or no.</source>
        <translation>上方的標示永遠說明什麼可以離開這台電腦：在「上雲端前先詢問」時，每個請求都會先給你看，由你決定可或不可。</translation>
    </message>
    <message>
        <source>These three need no tool that leaves this computer.</source>
        <translation>這三項都不需要會離開這台電腦的工具。</translation>
    </message>
    <message>
        <source>Work something out</source>
        <translation>算一算</translation>
    </message>
    <message>
        <source>What is 17.5 % of 2,340, and what remains?</source>
        <translation>2,340 的 17.5 % 是多少？還剩多少？</translation>
    </message>
    <message>
        <source>Ask for the time</source>
        <translation>問時間</translation>
    </message>
    <message>
        <source>What time is it now in Taipei and in London?</source>
        <translation>台北和倫敦現在幾點？</translation>
    </message>
    <message>
        <source>Keep a note</source>
        <translation>記一筆</translation>
    </message>
    <message>
        <source>Write a note: the lease ends on 30 June.</source>
        <translation>寫一則筆記：租約到 6 月 30 日為止。</translation>
    </message>
</context>
<context>
    <name>EndpointForm</name>
    <message>
        <source>A server that speaks the OpenAI protocol, such as vLLM, llama-server or SGLang, can answer in the place of a model of this computer. Your conversation then leaves this computer: you are asked before, and each request is on record.</source>
        <translation>支援 OpenAI 協定的伺服器（例如 vLLM、llama-server 或 SGLang）可以代替這台電腦上的模型來回答。這時你的對話會離開這台電腦：事前會先問你，每次請求都留有記錄。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>位址</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>金鑰</translation>
    </message>
    <message>
        <source>Context in tokens</source>
        <translation>上下文（token 數）</translation>
    </message>
    <message>
        <source>Ask for every request</source>
        <translation>每次請求都詢問</translation>
    </message>
    <message>
        <source>A yes sends one request, or all requests of one answer.</source>
        <translation>同意一次，送出一次請求，或一個回答所需的全部請求。</translation>
    </message>
    <message>
        <source>It is my own machine</source>
        <translation>這是我自己的機器</translation>
    </message>
    <message>
        <source>A yes may hold for a whole conversation. Once private data has been read in it, for one answer only.</source>
        <translation>同意可適用於整個對話。對話中一旦讀過私人資料，就只適用於一個回答。</translation>
    </message>
    <message>
        <source>Use a model of this computer</source>
        <translation>使用這台電腦上的模型</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>檢查</translation>
    </message>
    <message>
        <source>Saves this, then asks the endpoint which models it has</source>
        <translation>先儲存，再詢問端點有哪些模型</translation>
    </message>
    <message>
        <source>Remove the endpoint</source>
        <translation>移除端點</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>儲存變更</translation>
    </message>
    <message>
        <source>Use this endpoint</source>
        <translation>使用這個端點</translation>
    </message>
    <message>
        <source>in the keyring</source>
        <translation>已在金鑰圈中</translation>
    </message>
    <message>
        <source>none</source>
        <translation>無</translation>
    </message>
    <message>
        <source>A model on another computer</source>
        <translation>另一台電腦上的模型</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展開</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已收合</translation>
    </message>
    <message>
        <source>This endpoint answers now.</source>
        <translation>現在由這個端點回答。</translation>
    </message>
    <message>
        <source>{host} has named no model.</source>
        <translation>{host} 沒有列出任何模型。</translation>
    </message>
    <message>
        <source>{host} answers, but has no model called {model}. It has: {names}.</source>
        <translation>{host} 有回應，但沒有名為 {model} 的模型。它有：{names}。</translation>
    </message>
    <message>
        <source>{host} answers. It has: {names}.</source>
        <translation>{host} 有回應。它有：{names}。</translation>
    </message>
    <message>
        <source>This is no usable address. Write it as https://host/v1, without a user name or a query.</source>
        <translation>這個位址無法使用。請寫成 https://host/v1，不含使用者名稱與查詢字串。</translation>
    </message>
    <message>
        <source>http sends your conversation unencrypted. Use https, or a server on your own network.</source>
        <translation>http 會以未加密的方式送出你的對話。請用 https，或自己網路上的伺服器。</translation>
    </message>
    <message>
        <source>Write the name of the model as the server knows it.</source>
        <translation>請填入伺服器所用的模型名稱。</translation>
    </message>
    <message>
        <source>A key holds plain letters, digits and signs, and no spaces.</source>
        <translation>金鑰只含英文字母、數字與符號，沒有空格。</translation>
    </message>
    <message>
        <source>Write the context as a whole number from {least}.</source>
        <translation>上下文請填整數，至少 {least}。</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>The Linux kernel refuses network sockets to the window and the model (seccomp).</source>
        <translation>Linux 核心不允許視窗與模型使用網路通訊端（seccomp）。</translation>
    </message>
    <message>
        <source>This system offers no socket filter that Sordino uses: the window and the model are separate processes that open no network connection, but the operating system does not enforce it.</source>
        <translation>這個系統沒有 Sordino 所用的通訊端過濾：視窗與模型是不開啟網路連線的獨立行程，但作業系統並未強制。</translation>
    </message>
    <message>
        <source>Online: the broker runs. What leaves still needs your yes.</source>
        <translation>已連線：中介行程執行中。凡要外送，仍須你同意。</translation>
    </message>
    <message>
        <source>Offline for this run, as it was started with --offline. No broker process exists.</source>
        <translation>這次以 --offline 啟動，全程離線。沒有中介行程。</translation>
    </message>
    <message>
        <source>Offline. No broker process exists.</source>
        <translation>離線。沒有中介行程。</translation>
    </message>
    <message>
        <source>The broker started as process {pid}.</source>
        <translation>中介行程已啟動，行程編號 {pid}。</translation>
    </message>
    <message>
        <source>The broker was ended.</source>
        <translation>中介行程已結束。</translation>
    </message>
    <message>
        <source>Loaded {name}.</source>
        <translation>已載入 {name}。</translation>
    </message>
    <message>
        <source>Folders chosen.</source>
        <translation>已選擇資料夾。</translation>
    </message>
    <message>
        <source>Expert configured.</source>
        <translation>已設定專家。</translation>
    </message>
    <message>
        <source>Conversation deleted.</source>
        <translation>已刪除對話。</translation>
    </message>
    <message>
        <source>Confirmed by hand, nothing changed.</source>
        <translation>手動確認，沒有變更。</translation>
    </message>
    <message>
        <source>On this computer; its sha256 is that of the published file.</source>
        <translation>在這台電腦上；sha256 與發布的檔案相同。</translation>
    </message>
    <message>
        <source>On this computer; its sha256 has not been checked yet.</source>
        <translation>在這台電腦上；尚未檢查 sha256。</translation>
    </message>
    <message>
        <source>The file {path} is not complete, or is not the published one: its size differs.</source>
        <translation>檔案 {path} 不完整，或不是發布的那一個：大小不同。</translation>
    </message>
    <message>
        <source>Not in the catalogue: who made it, and whether it was altered, is unknown.</source>
        <translation>不在目錄中：由誰製作、是否經過改動，都不清楚。</translation>
    </message>
    <message>
        <source>{file} is not the published file of {name}: its sha256 differs.</source>
        <translation>{file} 不是 {name} 發布的檔案：sha256 不同。</translation>
    </message>
    <message>
        <source>It may be damaged or altered. Delete it and fetch it again.</source>
        <translation>檔案可能已損壞或遭改動。請刪除後重新取得。</translation>
    </message>
    <message>
        <source>The chosen model {path} is not there.</source>
        <translation>找不到所選的模型 {path}。</translation>
    </message>
    <message>
        <source>Choose another one on the Models page.</source>
        <translation>請在模型頁另選一個。</translation>
    </message>
    <message>
        <source>There is no model in {folder} yet.</source>
        <translation>{folder} 中還沒有模型。</translation>
    </message>
    <message>
        <source>Loading of models configured.</source>
        <translation>已設定模型的載入方式。</translation>
    </message>
    <message>
        <source>Licence of {name} accepted.</source>
        <translation>已接受 {name} 的授權條款。</translation>
    </message>
    <message>
        <source>Copied {file} into the models folder.</source>
        <translation>已把 {file} 複製到模型資料夾。</translation>
    </message>
    <message>
        <source>Linked {file} into the models folder.</source>
        <translation>已在模型資料夾中連結 {file}。</translation>
    </message>
    <message>
        <source>Risks of the altered weights of {file} accepted.</source>
        <translation>已接受 {file} 權重遭改動的風險。</translation>
    </message>
    <message>
        <source>Removed {file} from this computer.</source>
        <translation>已從這台電腦移除 {file}。</translation>
    </message>
    <message>
        <source>There is no model {id} in the catalogue.</source>
        <translation>目錄中沒有模型 {id}。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>請另選一個。</translation>
    </message>
    <message>
        <source>On this computer; the catalogue has no sha256 to compare its own with.</source>
        <translation>在這台電腦上；目錄中沒有可供比對的 sha256。</translation>
    </message>
    <message>
        <source>On this computer, but its sha256 is not that of the published file: it is damaged or altered.</source>
        <translation>在這台電腦上，但它的 sha256 與發布的檔案不同：已損壞或遭改動。</translation>
    </message>
    <message>
        <source>Not on this computer.</source>
        <translation>不在這台電腦上。</translation>
    </message>
    <message>
        <source>Not on this computer. The hub is asked for its size and its sha256 when it is downloaded.</source>
        <translation>不在這台電腦上。下載時會向模型站詢問它的大小與 sha256。</translation>
    </message>
    <message>
        <source>Run `make starter` to fetch a small one, or download or import one on the Models page.</source>
        <translation>執行 `make starter` 可取得一個小模型，也可在模型頁下載或匯入。</translation>
    </message>
    <message>
        <source>{file} could not be loaded: {error}.</source>
        <translation>無法載入 {file}：{error}。</translation>
    </message>
    <message>
        <source>Choose another model, or a smaller one; the file may also be damaged.</source>
        <translation>請換一個模型，或較小的模型；檔案也可能已損壞。</translation>
    </message>
    <message>
        <source>{file} is not a GGUF model file.</source>
        <translation>{file} 不是 GGUF 模型檔。</translation>
    </message>
    <message>
        <source>Choose a file whose name ends in .gguf.</source>
        <translation>請選擇副檔名為 .gguf 的檔案。</translation>
    </message>
    <message>
        <source>The model file {path} is not there.</source>
        <translation>找不到模型檔 {path}。</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>請換一個模型。</translation>
    </message>
    <message>
        <source>The model file {path} is damaged: {error}.</source>
        <translation>模型檔 {path} 已損壞：{error}。</translation>
    </message>
    <message>
        <source>Delete it and download it again.</source>
        <translation>請刪除後重新下載。</translation>
    </message>
    <message>
        <source>The model file {path} cannot be read: {error}.</source>
        <translation>無法讀取模型檔 {path}：{error}。</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>請檢查檔案權限。</translation>
    </message>
    <message>
        <source>Its {place} says “{word}”: its refusals were removed or weakened.</source>
        <translation>它的{place}寫著「{word}」：它的拒答能力已被移除或削弱。</translation>
    </message>
    <message>
        <source>Its {place} says “{word}”: it was put together from several models.</source>
        <translation>它的{place}寫著「{word}」：由多個模型合併而成。</translation>
    </message>
    <message>
        <source>Its {place} says “{word}”: it was trained for role play.</source>
        <translation>它的{place}寫著「{word}」：為角色扮演而訓練。</translation>
    </message>
    <message>
        <source>Its {place} says “{word}”: somebody trained it further.</source>
        <translation>它的{place}寫著「{word}」：有人對它再行訓練。</translation>
    </message>
    <message>
        <source>file name</source>
        <translation>檔名</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>variant</source>
        <translation>變體</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>標籤</translation>
    </message>
    <message>
        <source>author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>maker</source>
        <translation>製作者</translation>
    </message>
    <message>
        <source>address</source>
        <translation>位址</translation>
    </message>
    <message>
        <source>base model</source>
        <translation>基礎模型</translation>
    </message>
    <message>
        <source>It passes for {name}, but its sha256 is that of no published file in the catalogue.</source>
        <translation>它自稱 {name}，但它的 sha256 與目錄中任何發布的檔案都不同。</translation>
    </message>
    <message>
        <source>It may write unsafe content, and you answer for what you do with it.</source>
        <translation>它可能寫出不安全的內容，如何使用由你負責。</translation>
    </message>
    <message>
        <source>It may be less intelligent than the model that it was made from.</source>
        <translation>它可能不如原本的模型聰明。</translation>
    </message>
    <message>
        <source>It may make wrong tool calls, or far too many of them.</source>
        <translation>它可能呼叫錯工具，或呼叫得太多。</translation>
    </message>
    <message>
        <source>It may lose track of the task when it works for long.</source>
        <translation>工作時間一長，它可能偏離任務。</translation>
    </message>
    <message>
        <source>{file} was not loaded: its weights look altered, and nobody has accepted the risks.</source>
        <translation>未載入 {file}：它的權重看來遭改動，而風險尚未有人接受。</translation>
    </message>
    <message>
        <source>Accept them on the Models page, or in the terminal with `sordino models accept`.</source>
        <translation>請在模型頁接受風險，或在終端機執行 `sordino models accept`。</translation>
    </message>
    <message>
        <source>{part} of {all} layers fit the {card} ({free} free).</source>
        <translation>{card} 容得下 {all} 層中的 {part} 層（可用 {free}）。</translation>
    </message>
    <message>
        <source>{part} of {all} layers fit the {card} ({free} free); the rest runs on the processor.</source>
        <translation>{card} 容得下 {all} 層中的 {part} 層（可用 {free}）；其餘由處理器執行。</translation>
    </message>
    <message>
        <source>{part} of {all} layers fit {count} graphics cards ({free} free).</source>
        <translation>{count} 張顯示卡容得下 {all} 層中的 {part} 層（可用 {free}）。</translation>
    </message>
    <message>
        <source>{part} of {all} layers fit {count} graphics cards ({free} free); the rest runs on the processor.</source>
        <translation>{count} 張顯示卡容得下 {all} 層中的 {part} 層（可用 {free}）；其餘由處理器執行。</translation>
    </message>
    <message>
        <source>Runs on the processor: needs about {needed} of memory, {free} are free.</source>
        <translation>由處理器執行：約需 {needed} 記憶體，目前可用 {free}。</translation>
    </message>
    <message>
        <source>Runs on the processor: needs about {needed} of memory.</source>
        <translation>由處理器執行：約需 {needed} 記憶體。</translation>
    </message>
    <message>
        <source>Tight: needs about {needed} of memory, of which {free} are free; close other programs first.</source>
        <translation>很勉強：約需 {needed} 記憶體，目前可用 {free}；請先關閉其他程式。</translation>
    </message>
    <message>
        <source>Too large: needs about {needed} of memory, and this computer has {total}.</source>
        <translation>太大：約需 {needed} 記憶體，而這台電腦只有 {total}。</translation>
    </message>
    <message>
        <source>The {card} is not used: this llama.cpp was built without {ways}.</source>
        <translation>未使用 {card}：這個 llama.cpp 建置時未含 {ways}。</translation>
    </message>
    <message>
        <source>{speed} tokens a second were measured here.</source>
        <translation>在這裡實測每秒 {speed} 個 token。</translation>
    </message>
    <message>
        <source>About {speed} tokens a second are expected, judged by {name} with its {measured} measured here.</source>
        <translation>預計每秒約 {speed} 個 token，依 {name} 在這裡實測的 {measured} 個推估。</translation>
    </message>
    <message>
        <source>The disk is too full for it: {needed} are missing, {free} are free.</source>
        <translation>磁碟空間不足：需要 {needed}，目前可用 {free}。</translation>
    </message>
    <message>
        <source>{file} is a sound GGUF file; there is no published sha256 to compare its own with.</source>
        <translation>{file} 是完好的 GGUF 檔案；沒有已發布的 sha256 可供比對。</translation>
    </message>
    <message>
        <source>{file} is the published file of {name}.</source>
        <translation>{file} 就是 {name} 發布的檔案。</translation>
    </message>
    <message>
        <source>{file} lies in the models folder already.</source>
        <translation>{file} 已在模型資料夾中。</translation>
    </message>
    <message>
        <source>It is on the list of models.</source>
        <translation>它已列在模型清單中。</translation>
    </message>
    <message>
        <source>{file} could not be put into {folder}: {error}.</source>
        <translation>無法把 {file} 放進 {folder}：{error}。</translation>
    </message>
    <message>
        <source>{path} is no model file of the folder {folder}.</source>
        <translation>{path} 不是資料夾 {folder} 中的模型檔。</translation>
    </message>
    <message>
        <source>Only models of that folder are removed.</source>
        <translation>只移除該資料夾中的模型。</translation>
    </message>
    <message>
        <source>{file} is in use.</source>
        <translation>{file} 正在使用中。</translation>
    </message>
    <message>
        <source>Load another model first.</source>
        <translation>請先載入另一個模型。</translation>
    </message>
    <message>
        <source>{file} could not be removed: {error}.</source>
        <translation>無法移除 {file}：{error}。</translation>
    </message>
    <message>
        <source>Check the permissions of the folder.</source>
        <translation>請檢查資料夾權限。</translation>
    </message>
    <message>
        <source>The disk is too full: {needed} MB are needed in {folder}, {free} MB are free.</source>
        <translation>磁碟空間不足：{folder} 需要 {needed} MB，目前可用 {free} MB。</translation>
    </message>
    <message>
        <source>{file} changed while it was copied.</source>
        <translation>{file} 在複製途中有變動。</translation>
    </message>
    <message>
        <source>Wait until it is complete, then try again.</source>
        <translation>請等它完整後再試一次。</translation>
    </message>
    <message>
        <source>The model process could not be started: {error}.</source>
        <translation>無法啟動模型行程：{error}。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>請再試一次。</translation>
    </message>
    <message>
        <source>The model process ended while it loaded: {reason}.</source>
        <translation>模型行程在載入時結束：{reason}。</translation>
    </message>
    <message>
        <source>The model process ended while it wrote: {reason}.</source>
        <translation>模型行程在書寫時結束：{reason}。</translation>
    </message>
    <message>
        <source>it was killed, perhaps because the memory was full</source>
        <translation>被強制結束，可能因為記憶體已滿</translation>
    </message>
    <message>
        <source>Choose a smaller model.</source>
        <translation>請選擇較小的模型。</translation>
    </message>
    <message>
        <source>Send the message again; the model starts anew.</source>
        <translation>請再送一次訊息；模型會重新啟動。</translation>
    </message>
    <message>
        <source>the memory was too small for it, so next time less is put on the graphics card</source>
        <translation>記憶體不足，因此下次會少放一些到顯示卡上</translation>
    </message>
    <message>
        <source>the graphics card failed, so next time less is put on it</source>
        <translation>顯示卡故障，因此下次會少放一些到它上面</translation>
    </message>
    <message>
        <source>The model process has died {count} times in a row; it is not started again.</source>
        <translation>模型行程連續結束了 {count} 次；不再重新啟動。</translation>
    </message>
    <message>
        <source>Choose a smaller model, or load this one again on the Models page.</source>
        <translation>請選擇較小的模型，或在模型頁重新載入這一個。</translation>
    </message>
    <message>
        <source>{file} could not be loaded.</source>
        <translation>無法載入 {file}。</translation>
    </message>
    <message>
        <source>The model process made a mistake of its own.</source>
        <translation>模型程序本身出了錯。</translation>
    </message>
    <message>
        <source>Send the message in other words.</source>
        <translation>請換個說法再送出。</translation>
    </message>
    <message>
        <source>The conversation is too long for one prompt.</source>
        <translation>這段對話太長，放不進一次提示。</translation>
    </message>
    <message>
        <source>Begin a new conversation.</source>
        <translation>請開始新的對話。</translation>
    </message>
    <message>
        <source>{file} is not a file.</source>
        <translation>{file} 不是檔案。</translation>
    </message>
    <message>
        <source>Choose a GGUF file.</source>
        <translation>請選擇 GGUF 檔案。</translation>
    </message>
    <message>
        <source>What had arrived of {name} was deleted.</source>
        <translation>{name} 已下載的部分已刪除。</translation>
    </message>
    <message>
        <source>{file} was not loaded: it looks altered.</source>
        <translation>{file} 未載入：它看起來經過更改。</translation>
    </message>
    <message>
        <source>{layers} of {total} layers fit the {size} that are free on the graphics card; the rest runs on the processor.</source>
        <translation>顯示卡可用的 {size} 容得下 {total} 層中的 {layers} 層；其餘由處理器執行。</translation>
    </message>
    <message>
        <source>{context} of {wish} tokens of context fit the {size} that are free on the graphics card.</source>
        <translation>顯示卡可用的 {size} 容得下 {wish} 個 token 上下文中的 {context} 個。</translation>
    </message>
    <message>
        <source>What is chosen needs about {size} of the graphics card, and {free} are free.</source>
        <translation>所選的設定約需 {size} 顯示卡記憶體，而可用的有 {free}。</translation>
    </message>
    <message>
        <source>No graphics card was found that this build can use; the processor does all the work.</source>
        <translation>找不到這個版本能用的顯示卡；全部由處理器執行。</translation>
    </message>
    <message>
        <source>No layer of the model fits the {size} that are free on the graphics card; the processor does all the work.</source>
        <translation>顯示卡可用的 {size} 連模型的一層都容不下；全部由處理器執行。</translation>
    </message>
    <message>
        <source>The free memory holds {context} tokens of context, of the {wish} that are wished for.</source>
        <translation>可用記憶體容得下 {context} 個 token 的上下文；期望的是 {wish} 個。</translation>
    </message>
    <message>
        <source>The graphics card had no room for more: {layers} of {total} layers run on it, and the rest runs on the processor.</source>
        <translation>顯示卡已無空間：{total} 層中有 {layers} 層在它上面執行，其餘由處理器執行。</translation>
    </message>
    <message>
        <source>The graphics card had no room for more: the context is {context} tokens.</source>
        <translation>顯示卡已無空間：上下文為 {context} 個 token。</translation>
    </message>
    <message>
        <source>The graphics card had no room for the model; the processor does all the work.</source>
        <translation>顯示卡沒有空間放這個模型；全部由處理器執行。</translation>
    </message>
    <message>
        <source>The call does not fit into the budget: {problem}.</source>
        <translation>這次呼叫超出預算：{problem}。</translation>
    </message>
    <message>
        <source>its price is unknown while only free tools may be used</source>
        <translation>價格不明，而目前只能用免費工具</translation>
    </message>
    <message>
        <source>its price is unknown and nothing is left of a cap</source>
        <translation>價格不明，而上限已用完</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for one call is {cap}</source>
        <translation>可能花費 {price}，而每次呼叫的上限是 {cap}</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for this conversation is {cap}</source>
        <translation>可能花費 {price}，而這個對話的上限是 {cap}</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for one day is {cap}</source>
        <translation>可能花費 {price}，而每日的上限是 {cap}</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for one month is {cap}</source>
        <translation>可能花費 {price}，而每月的上限是 {cap}</translation>
    </message>
    <message>
        <source>Row {row} was edited.</source>
        <translation>第 {row} 列遭修改。</translation>
    </message>
    <message>
        <source>Row {row} was inserted.</source>
        <translation>第 {row} 列是插入的。</translation>
    </message>
    <message>
        <source>Row {row} was deleted.</source>
        <translation>第 {row} 列遭刪除。</translation>
    </message>
    <message>
        <source>Rows {first} to {last} were deleted.</source>
        <translation>第 {first} 到 {last} 列遭刪除。</translation>
    </message>
    <message>
        <source>Row {row} was cut off at the end.</source>
        <translation>結尾的第 {row} 列遭截去。</translation>
    </message>
    <message>
        <source>Rows {first} to {last} were cut off at the end.</source>
        <translation>結尾的第 {first} 到 {last} 列遭截去。</translation>
    </message>
    <message>
        <source>Rows {row} and {other} were swapped.</source>
        <translation>第 {row} 列與第 {other} 列遭對調。</translation>
    </message>
    <message>
        <source>Row {row} was inserted before the first row.</source>
        <translation>第 {row} 列是插在首列之前的。</translation>
    </message>
    <message>
        <source>Row {row} was inserted after the last row.</source>
        <translation>第 {row} 列是插在末列之後的。</translation>
    </message>
    <message>
        <source>Row {row} was moved to number {number}.</source>
        <translation>第 {row} 列遭移到 {number} 號。</translation>
    </message>
    <message>
        <source>Row {row}: the text of its {part} was deleted.</source>
        <translation>第 {row} 列：{part} 的文字遭刪除。</translation>
    </message>
    <message>
        <source>Row {row}: the text of its {part} was edited.</source>
        <translation>第 {row} 列：{part} 的文字遭修改。</translation>
    </message>
    <message>
        <source>Row {row} was inserted, or another row was put in its place.</source>
        <translation>第 {row} 列是插入的，或遭另一列取代。</translation>
    </message>
    <message>
        <source>Row {row} was deleted, and the rows after it were renumbered.</source>
        <translation>第 {row} 列遭刪除，其後各列遭重新編號。</translation>
    </message>
    <message>
        <source>Row {row} was edited: it does not follow row {other}.</source>
        <translation>第 {row} 列遭修改：它接不上第 {other} 列。</translation>
    </message>
    <message>
        <source>Row {row} or row {other} was edited: they no longer fit together.</source>
        <translation>第 {row} 列或第 {other} 列遭修改：兩者不再相符。</translation>
    </message>
    <message>
        <source>Row {row} was edited and its hash made anew.</source>
        <translation>第 {row} 列遭修改，雜湊也重算過。</translation>
    </message>
    <message>
        <source>The log&apos;s name was changed: row 1 belongs to another log.</source>
        <translation>記錄的名稱遭更改：第 1 列屬於另一份記錄。</translation>
    </message>
    <message>
        <source>The database file was replaced: the anchor belongs to another log.</source>
        <translation>資料庫檔案遭替換：錨點屬於另一份記錄。</translation>
    </message>
    <message>
        <source>The database file is damaged or its tables were changed: {error}.</source>
        <translation>資料庫檔案已損壞，或資料表遭更改：{error}。</translation>
    </message>
    <message>
        <source>Row {row} is not the one that was anchored: the file was replaced or rewritten.</source>
        <translation>第 {row} 列不是當初錨定的那一列：檔案遭替換或重寫。</translation>
    </message>
    <message>
        <source>Row {row} records a break: {reason}</source>
        <translation>第 {row} 列記下了一次破壞：{reason}</translation>
    </message>
    <message>
        <source>The log is not signed: {reason}.</source>
        <translation>記錄沒有簽章：{reason}。</translation>
    </message>
    <message>
        <source>this computer offers no keyring</source>
        <translation>這台電腦沒有金鑰圈</translation>
    </message>
    <message>
        <source>A tool that is not on the list never runs.</source>
        <translation>不在清單上的工具一律不執行。</translation>
    </message>
    <message>
        <source>Changed by hand: {fields}.</source>
        <translation>手動更改：{fields}。</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>一律如此</translation>
    </message>
    <message>
        <source>A call whose arguments do not fit its tool never runs.</source>
        <translation>參數不合工具要求的呼叫一律不執行。</translation>
    </message>
    <message>
        <source>{tool} was not offered.</source>
        <translation>沒有把 {tool} 提供給模型。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: web tools and remote experts are off.</source>
        <translation>什麼都不離開這台電腦：網路工具與遠端專家已關閉。</translation>
    </message>
    <message>
        <source>Sordino is offline, and {tool} would leave this computer{towards}.</source>
        <translation>Sordino 已離線，而 {tool} 會離開這台電腦{towards}。</translation>
    </message>
    <message>
        <source>Offline switch</source>
        <translation>離線開關</translation>
    </message>
    <message>
        <source>Everything stays on this computer: web tools and remote experts are never used.</source>
        <translation>一切都留在這台電腦：絕不使用網路工具與遠端專家。</translation>
    </message>
    <message>
        <source>Privacy keeps everything on this computer, and {tool} would leave it{towards}.</source>
        <translation>隱私設定讓一切留在這台電腦，而 {tool} 會離開{towards}。</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隱私</translation>
    </message>
    <message>
        <source>What quotes your private data never leaves this computer.</source>
        <translation>引用你私人資料的內容一律不離開這台電腦。</translation>
    </message>
    <message>
        <source>Privacy is careful: {tool} would send private data out of this computer{quoting}.</source>
        <translation>隱私為謹慎：{tool} 會把私人資料送出這台電腦{quoting}。</translation>
    </message>
    <message>
        <source>Where a cap is zero or used up, a tool of unknown price is not used.</source>
        <translation>上限為零或已用完時，不使用價格不明的工具。</translation>
    </message>
    <message>
        <source>{tool} does not fit into your cost caps: {budget}.</source>
        <translation>{tool} 超出你的費用上限：{budget}。</translation>
    </message>
    <message>
        <source>Cost cap</source>
        <translation>費用上限</translation>
    </message>
    <message>
        <source>A call may cost {cap_call} at most, a conversation {cap_conversation}, a day {cap_day}, a month {cap_month}.</source>
        <translation>每次呼叫最多 {cap_call}，每個對話 {cap_conversation}，每日 {cap_day}，每月 {cap_month}。</translation>
    </message>
    <message>
        <source>Where nobody can answer, the answer is no.</source>
        <translation>沒有人能回答時，答案就是不。</translation>
    </message>
    <message>
        <source>This call needs a yes and nobody is there to give it. {question}</source>
        <translation>這次呼叫須有人同意，但沒有人在。{question}</translation>
    </message>
    <message>
        <source>After private data and untrusted content have met in a conversation, whatever changes or sends something asks first.</source>
        <translation>同一對話中既讀過私人資料又讀過不可信的內容後，凡要更改或送出，都先詢問。</translation>
    </message>
    <message>
        <source>This conversation has read private data and untrusted content, so {tool} must not {deed} unseen{towards}{quoting}.</source>
        <translation>這個對話讀過私人資料與不可信的內容，因此 {tool} 不得在你沒看過時{deed}{towards}{quoting}。</translation>
    </message>
    <message>
        <source>Before anything leaves this computer, you are asked and see exactly what it is, unless an earlier yes covers it.</source>
        <translation>任何東西離開這台電腦之前都會先問你，並讓你看到確切內容，除非你先前的同意已涵蓋。</translation>
    </message>
    <message>
        <source>Privacy asks before anything leaves this computer. {tool} would send its arguments{towards}{quoting}.</source>
        <translation>隱私設定：凡要離開這台電腦，先詢問。{tool} 會送出它的參數{towards}{quoting}。</translation>
    </message>
    <message>
        <source>After untrusted content was read, a tool that changes or sends something asks first, unless you typed all that it is given.</source>
        <translation>讀過不可信的內容後，會更改或送出的工具先詢問，除非給它的全是你親手輸入的。</translation>
    </message>
    <message>
        <source>This conversation has read untrusted content, and what {tool} is given is not all in your own words. It would {deed}{quoting}.</source>
        <translation>這個對話讀過不可信的內容，而給 {tool} 的並非全是你自己的話。它會{deed}{quoting}。</translation>
    </message>
    <message>
        <source>Tools that only read on this computer run freely.</source>
        <translation>只在這台電腦上讀取的工具自由執行。</translation>
    </message>
    <message>
        <source>{tool} only reads, and stays on this computer.</source>
        <translation>{tool} 只讀取，且留在這台電腦。</translation>
    </message>
    <message>
        <source>Tools that change something on this computer run freely until untrusted content was read.</source>
        <translation>會更改這台電腦內容的工具自由執行，直到讀過不可信的內容為止。</translation>
    </message>
    <message>
        <source>{tool} stays on this computer, and this conversation has read nothing untrusted.</source>
        <translation>{tool} 留在這台電腦，而這個對話沒讀過不可信的內容。</translation>
    </message>
    <message>
        <source>What you typed yourself, whole, a tool on this computer may act on.</source>
        <translation>這台電腦上的工具可依你親手完整輸入的內容行事。</translation>
    </message>
    <message>
        <source>{tool} stays on this computer, and all that it is given is in your own words.</source>
        <translation>{tool} 留在這台電腦，而給它的全是你自己的話。</translation>
    </message>
    <message>
        <source> to {host}</source>
        <translation>，送往 {host}</translation>
    </message>
    <message>
        <source>, quoting {origins}</source>
        <translation>，引用 {origins}</translation>
    </message>
    <message>
        <source>, quoting {origins} and {count} more</source>
        <translation>，引用 {origins}，另有 {count} 項</translation>
    </message>
    <message>
        <source>change something</source>
        <translation>更改內容</translation>
    </message>
    <message>
        <source>send something</source>
        <translation>送出內容</translation>
    </message>
    <message>
        <source>change and send something</source>
        <translation>更改並送出內容</translation>
    </message>
    <message>
        <source>There is no tool called {name}; there are no tools now.</source>
        <translation>沒有名為 {name} 的工具；目前沒有任何工具。</translation>
    </message>
    <message>
        <source>There is no tool called {name}. The tools are: {names}.</source>
        <translation>沒有名為 {name} 的工具。現有工具：{names}。</translation>
    </message>
    <message>
        <source>The arguments of {tool} are not valid: {problem}.</source>
        <translation>{tool} 的參數無效：{problem}。</translation>
    </message>
    <message>
        <source>No rule allows the call of {name}, so it is not allowed.</source>
        <translation>沒有規則允許呼叫 {name}，因此不允許。</translation>
    </message>
    <message>
        <source>A rule could not be applied ({error}), so the call is not allowed.</source>
        <translation>有一條規則無法套用（{error}），因此不允許這次呼叫。</translation>
    </message>
    <message>
        <source>The file of rules cannot be used ({problem}), so nothing is allowed.</source>
        <translation>規則檔無法使用（{problem}），因此一概不允許。</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for this conversation is {cap}, of which {used} is used</source>
        <translation>可能花費 {price}，而這個對話的上限是 {cap}，已用 {used}</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for one day is {cap}, of which {used} is used</source>
        <translation>可能花費 {price}，而每日的上限是 {cap}，已用 {used}</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for one month is {cap}, of which {used} is used</source>
        <translation>可能花費 {price}，而每月的上限是 {cap}，已用 {used}</translation>
    </message>
    <message>
        <source>The call was cut off before its end.</source>
        <translation>呼叫還沒寫完就中斷了。</translation>
    </message>
    <message>
        <source>The call is no valid JSON.</source>
        <translation>呼叫不是有效的 JSON。</translation>
    </message>
    <message>
        <source>The call is no valid JSON: {error}.</source>
        <translation>呼叫不是有效的 JSON：{error}。</translation>
    </message>
    <message>
        <source>There was nothing between the tool_call tags.</source>
        <translation>tool_call 標籤之間沒有內容。</translation>
    </message>
    <message>
        <source>What stood in the tool_call tags is no JSON object with &quot;name&quot; and &quot;arguments&quot;.</source>
        <translation>tool_call 標籤中的內容不是含有 &quot;name&quot; 與 &quot;arguments&quot; 的 JSON 物件。</translation>
    </message>
    <message>
        <source>{count} more calls were not valid.</source>
        <translation>另有 {count} 次呼叫無效。</translation>
    </message>
    <message>
        <source>The list of calls is empty.</source>
        <translation>呼叫清單是空的。</translation>
    </message>
    <message>
        <source>A call is an object with a name and arguments.</source>
        <translation>呼叫須是含有名稱與參數的物件。</translation>
    </message>
    <message>
        <source>The call has no name.</source>
        <translation>呼叫沒有名稱。</translation>
    </message>
    <message>
        <source>The call of {name} has no arguments.</source>
        <translation>{name} 的呼叫沒有參數。</translation>
    </message>
    <message>
        <source>The arguments of {name} are no valid JSON: {error}.</source>
        <translation>{name} 的參數不是有效的 JSON：{error}。</translation>
    </message>
    <message>
        <source>The answer is made from what the model already knows, which may be out of date.</source>
        <translation>只憑模型既有的知識回答，可能已經過時。</translation>
    </message>
    <message>
        <source>The model on this computer answers by itself, which may be less thorough.</source>
        <translation>由這台電腦上的模型自行回答，可能沒那麼周全。</translation>
    </message>
    <message>
        <source>The log is signed with a key in this computer&apos;s keyring.</source>
        <translation>記錄以這台電腦金鑰圈中的金鑰簽章。</translation>
    </message>
    <message>
        <source>Changes to it could go unnoticed.</source>
        <translation>遭到更改時可能無法察覺。</translation>
    </message>
    <message>
        <source>the keyring is locked</source>
        <translation>金鑰圈已鎖定</translation>
    </message>
    <message>
        <source>the keyring does not work ({error})</source>
        <translation>金鑰圈無法運作（{error}）</translation>
    </message>
    <message>
        <source>the keyring did not keep the key</source>
        <translation>金鑰圈沒有存下金鑰</translation>
    </message>
    <message>
        <source>the keyring holds something else in the place of Sordino&apos;s key</source>
        <translation>金鑰圈中 Sordino 金鑰的位置放了別的東西</translation>
    </message>
    <message>
        <source>From here on rows are not signed: {reason}.</source>
        <translation>從這裡起，各列不再簽章：{reason}。</translation>
    </message>
    <message>
        <source>From here on rows are signed; the rows just before were not.</source>
        <translation>從這裡起，各列都有簽章；之前的幾列沒有。</translation>
    </message>
    <message>
        <source>Key {key} is no longer in the keyring: from here on rows are signed with a new one.</source>
        <translation>金鑰 {key} 已不在金鑰圈中：從這裡起，各列以新的金鑰簽章。</translation>
    </message>
    <message>
        <source>The log was changed while Sordino ran: row {row} was not as written.</source>
        <translation>記錄在 Sordino 執行期間遭更改：第 {row} 列與當初寫入的不同。</translation>
    </message>
    <message>
        <source>The anchor file is damaged: rows after row {row} may have been cut off.</source>
        <translation>錨點檔已損壞：第 {row} 列之後的內容可能遭截去。</translation>
    </message>
    <message>
        <source>The anchor file is missing: rows after row {row} may have been cut off.</source>
        <translation>找不到錨點檔：第 {row} 列之後的內容可能遭截去。</translation>
    </message>
    <message>
        <source>The anchor file was changed, its signature does not hold: rows after row {row} may have been cut off.</source>
        <translation>錨點檔遭更改，簽章不符：第 {row} 列之後的內容可能遭截去。</translation>
    </message>
    <message>
        <source>The anchor file was changed, it lacks its signature: rows after row {row} may have been cut off.</source>
        <translation>錨點檔遭更改，缺少簽章：第 {row} 列之後的內容可能遭截去。</translation>
    </message>
    <message>
        <source>The anchor file is older than the log: rows after row {row} may have been cut off.</source>
        <translation>錨點檔比記錄舊：第 {row} 列之後的內容可能遭截去。</translation>
    </message>
    <message>
        <source>Row {row} or the anchor file was changed: they name different keys.</source>
        <translation>第 {row} 列或錨點檔遭更改：兩者所記的金鑰不同。</translation>
    </message>
    <message>
        <source>The log is {path}.</source>
        <translation>記錄檔在 {path}。</translation>
    </message>
    <message>
        <source>The prompt is empty.</source>
        <translation>提示是空的。</translation>
    </message>
    <message>
        <source>Write a message first.</source>
        <translation>請先輸入訊息。</translation>
    </message>
    <message>
        <source>The conversation has {tokens} tokens; the model holds {context}.</source>
        <translation>這個對話有 {tokens} 個 token，而模型只容得下 {context} 個。</translation>
    </message>
    <message>
        <source>Begin a new conversation, or ask with less text.</source>
        <translation>請開始新對話，或縮短文字再問。</translation>
    </message>
    <message>
        <source>The prompt could not be turned into tokens.</source>
        <translation>無法把提示轉成 token。</translation>
    </message>
    <message>
        <source>llama.cpp could not read the prompt (status {status}).</source>
        <translation>llama.cpp 無法讀取提示（狀態 {status}）。</translation>
    </message>
    <message>
        <source>Send the message again.</source>
        <translation>請再送一次訊息。</translation>
    </message>
    <message>
        <source>llama.cpp refused it</source>
        <translation>llama.cpp 不接受這個檔案</translation>
    </message>
    <message>
        <source>The model process ended.</source>
        <translation>模型行程已結束。</translation>
    </message>
    <message>
        <source>CPU 1 thread</source>
        <translation>CPU 1 個執行緒</translation>
    </message>
    <message>
        <source>CPU {count} threads</source>
        <translation>CPU {count} 個執行緒</translation>
    </message>
    <message>
        <source>{backend} {share} layers</source>
        <translation>{backend} {share} 層</translation>
    </message>
    <message>
        <source>The model is closed.</source>
        <translation>模型已關閉。</translation>
    </message>
    <message>
        <source>Start Sordino again.</source>
        <translation>請重新啟動 Sordino。</translation>
    </message>
    <message>
        <source>it was ended by {signal}</source>
        <translation>因 {signal} 訊號而結束</translation>
    </message>
    <message>
        <source>it ended with status {code}</source>
        <translation>結束代碼為 {code}</translation>
    </message>
    <message>
        <source>it is truncated</source>
        <translation>檔案不完整</translation>
    </message>
    <message>
        <source>it holds no tensors</source>
        <translation>檔案中沒有張量</translation>
    </message>
    <message>
        <source>The model wrote nothing.</source>
        <translation>模型什麼都沒寫。</translation>
    </message>
    <message>
        <source>The model keeps writing calls that cannot be used.</source>
        <translation>模型一直寫出無法使用的呼叫。</translation>
    </message>
    <message>
        <source>The model keeps asking for a call that was refused.</source>
        <translation>模型一直要求已遭拒絕的呼叫。</translation>
    </message>
    <message>
        <source>Say it in other words, or choose a stronger model under Models.</source>
        <translation>請換個說法，或在模型頁選擇能力更強的模型。</translation>
    </message>
    <message>
        <source>Say it in other words, or choose another model under Models.</source>
        <translation>請換個說法，或在模型頁另選一個模型。</translation>
    </message>
    <message>
        <source>The model has not finished after {count} steps.</source>
        <translation>模型經過 {count} 個步驟仍未完成。</translation>
    </message>
    <message>
        <source>Ask for a smaller part of the work, or try a stronger model.</source>
        <translation>請把工作拆小一點再問，或換用能力更強的模型。</translation>
    </message>
    <message>
        <source>The settings file {path} cannot be used: {error}.</source>
        <translation>設定檔 {path} 無法使用：{error}。</translation>
    </message>
    <message>
        <source>Mend it or move it away. Until then Sordino stays offline and local.</source>
        <translation>請修正或移走它。在此之前，Sordino 會保持離線、只在本機運作。</translation>
    </message>
    <message>
        <source>The settings file {path} cannot be read: {error}.</source>
        <translation>無法讀取設定檔 {path}：{error}。</translation>
    </message>
    <message>
        <source>The settings cannot be written to {path}: {error}.</source>
        <translation>無法把設定寫入 {path}：{error}。</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder with --home.</source>
        <translation>請騰出空間，或用 --home 另選資料夾。</translation>
    </message>
    <message>
        <source>Sordino cannot write to its folder {folder}: {error}.</source>
        <translation>Sordino 無法寫入它的資料夾 {folder}：{error}。</translation>
    </message>
    <message>
        <source>Choose another one with --home DIR, or free some space.</source>
        <translation>請用 --home DIR 另選資料夾，或騰出空間。</translation>
    </message>
    <message>
        <source>Sordino is already running with the folder {folder}.</source>
        <translation>Sordino 已在執行，使用的資料夾是 {folder}。</translation>
    </message>
    <message>
        <source>Use that window, close it first, or choose another folder with --home DIR.</source>
        <translation>請用那個視窗、先關閉它，或用 --home DIR 另選資料夾。</translation>
    </message>
    <message>
        <source>There is no file {path} yet.</source>
        <translation>檔案 {path} 還不存在。</translation>
    </message>
    <message>
        <source>Start Sordino once to create it.</source>
        <translation>啟動一次 Sordino 即會建立。</translation>
    </message>
    <message>
        <source>The file {path} was written by an older Sordino.</source>
        <translation>檔案 {path} 由較舊版的 Sordino 寫成。</translation>
    </message>
    <message>
        <source>Start Sordino once.</source>
        <translation>請啟動一次 Sordino。</translation>
    </message>
    <message>
        <source>The file {path} was written by a newer Sordino (it has {name}).</source>
        <translation>檔案 {path} 由較新版的 Sordino 寫成（含 {name}）。</translation>
    </message>
    <message>
        <source>Install that version or a later one, or choose another folder with --home.</source>
        <translation>請安裝該版本或更新的版本，或用 --home 另選資料夾。</translation>
    </message>
    <message>
        <source>The file {path} cannot be used: {error}.</source>
        <translation>檔案 {path} 無法使用：{error}。</translation>
    </message>
    <message>
        <source>Check the folder&apos;s rights and free space, or choose another folder with --home.</source>
        <translation>請檢查資料夾的權限與可用空間，或用 --home 另選資料夾。</translation>
    </message>
    <message>
        <source>The disk is full: {path} cannot be written.</source>
        <translation>磁碟已滿：無法寫入 {path}。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>請騰出空間，再試一次。</translation>
    </message>
    <message>
        <source>The file {path} is read-only.</source>
        <translation>檔案 {path} 是唯讀的。</translation>
    </message>
    <message>
        <source>Make the file and its folder writable again.</source>
        <translation>請讓檔案與其資料夾恢復可寫入。</translation>
    </message>
    <message>
        <source>The file {path} is damaged: {error}.</source>
        <translation>檔案 {path} 已損壞：{error}。</translation>
    </message>
    <message>
        <source>Put a copy of it back, or move it away; Sordino then begins a new one.</source>
        <translation>請放回備份，或把它移走；Sordino 會重新建立一個。</translation>
    </message>
    <message>
        <source>Put a copy of it back, or delete this conversation.</source>
        <translation>請放回備份，或刪除這個對話。</translation>
    </message>
    <message>
        <source>This conversation is no longer there.</source>
        <translation>這個對話已不存在。</translation>
    </message>
    <message>
        <source>Choose another one, or begin a new chat.</source>
        <translation>請另選一個，或開始新對話。</translation>
    </message>
    <message>
        <source>Another program is writing to {path}.</source>
        <translation>另一個程式正在寫入 {path}。</translation>
    </message>
    <message>
        <source>Close the other window of Sordino, then try again.</source>
        <translation>請關閉 Sordino 的另一個視窗，再試一次。</translation>
    </message>
    <message>
        <source>The ledger&apos;s files beside {path} cannot be written: {error}.</source>
        <translation>無法寫入 {path} 旁的記錄檔：{error}。</translation>
    </message>
    <message>
        <source>Free some space, or make the folder writable again.</source>
        <translation>請騰出空間，或讓資料夾恢復可寫入。</translation>
    </message>
    <message>
        <source>This run of Sordino cannot go online.</source>
        <translation>這次執行的 Sordino 無法連線。</translation>
    </message>
    <message>
        <source>Start it with the command sordino.</source>
        <translation>請用指令 sordino 啟動。</translation>
    </message>
    <message>
        <source>Sordino was started with --offline.</source>
        <translation>Sordino 以 --offline 啟動。</translation>
    </message>
    <message>
        <source>Start it again without it to go online.</source>
        <translation>要連線，請不加這個選項重新啟動。</translation>
    </message>
    <message>
        <source>The launcher does not answer.</source>
        <translation>啟動程式沒有回應。</translation>
    </message>
    <message>
        <source>Close Sordino and start it again.</source>
        <translation>請關閉 Sordino，再重新啟動。</translation>
    </message>
    <message>
        <source>This computer has no keyring, so the API key cannot be kept.</source>
        <translation>這台電腦沒有金鑰圈，無法保存 API 金鑰。</translation>
    </message>
    <message>
        <source>Install one (for example GNOME Keyring or KWallet), or use an endpoint without a key.</source>
        <translation>請安裝一個（例如 GNOME Keyring 或 KWallet），或使用不需金鑰的端點。</translation>
    </message>
    <message>
        <source>The keyring does not take the API key.</source>
        <translation>金鑰圈不接受這把 API 金鑰。</translation>
    </message>
    <message>
        <source>Unlock the keyring and try again.</source>
        <translation>請解鎖金鑰圈，再試一次。</translation>
    </message>
    <message>
        <source>Sordino made a mistake of its own.</source>
        <translation>Sordino 自己出了錯。</translation>
    </message>
    <message>
        <source>A report lies in {path}.</source>
        <translation>錯誤報告在 {path}。</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>裝置上沒有剩餘空間</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>權限不足</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>檔案系統是唯讀的</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>沒有這個檔案或資料夾</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>讀寫錯誤</translation>
    </message>
    <message>
        <source>privacy</source>
        <translation>隱私</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>延遲</translation>
    </message>
    <message>
        <source>caps</source>
        <translation>費用上限</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>離線</translation>
    </message>
    <message>
        <source>text</source>
        <translation>自己的話</translation>
    </message>
    <message>
        <source>arguments</source>
        <translation>參數</translation>
    </message>
    <message>
        <source>payload</source>
        <translation>送出的內容</translation>
    </message>
    <message>
        <source>result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}–{last}</translation>
    </message>
    <message>
        <source>Row {row} was written without a key: not signed.</source>
        <translation>第 {row} 列寫入時沒有金鑰：未簽章。</translation>
    </message>
    <message>
        <source>Rows {rows} were written without a key: not signed.</source>
        <translation>第 {rows} 列寫入時沒有金鑰：未簽章。</translation>
    </message>
    <message>
        <source>Row {row} was signed with a key that cannot be had ({reason}): not confirmed.</source>
        <translation>第 {row} 列以拿不到的金鑰簽章（{reason}）：無法確認。</translation>
    </message>
    <message>
        <source>Rows {rows} were signed with a key that cannot be had ({reason}): not confirmed.</source>
        <translation>第 {rows} 列以拿不到的金鑰簽章（{reason}）：無法確認。</translation>
    </message>
    <message>
        <source>the keyring holds another one</source>
        <translation>金鑰圈裡是另一把</translation>
    </message>
    <message>
        <source>no keyring is in use</source>
        <translation>沒有使用金鑰圈</translation>
    </message>
    <message>
        <source>Your yes in row {row} of the log covers it.</source>
        <translation>你在記錄第 {row} 列的同意涵蓋了它。</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Turn the offline switch off, then try again.</source>
        <translation>請關閉離線開關，再試一次。</translation>
    </message>
    <message>
        <source>Choose a milder privacy under Preferences, then try again.</source>
        <translation>請在偏好設定選擇較寬鬆的隱私，再試一次。</translation>
    </message>
    <message>
        <source>Choose a milder privacy under Preferences, or begin a new conversation.</source>
        <translation>請在偏好設定選擇較寬鬆的隱私，或開始新對話。</translation>
    </message>
    <message>
        <source>Start it in the window or at a terminal, where you can be asked.</source>
        <translation>請在視窗或終端機中執行，才能詢問你。</translation>
    </message>
    <message>
        <source>You said no to {host}, and nothing was sent there.</source>
        <translation>你拒絕了 {host}，沒有送出任何資料。</translation>
    </message>
    <message>
        <source>Start it again if you change your mind.</source>
        <translation>若改變主意，請重新開始。</translation>
    </message>
    <message>
        <source>Nobody answered the question about {host} in time, and nothing was sent there.</source>
        <translation>關於 {host} 的問題逾時無人回答，沒有送出任何資料。</translation>
    </message>
    <message>
        <source>Start it again, and answer the question.</source>
        <translation>請重新開始，並回答問題。</translation>
    </message>
    <message>
        <source>Sordino was closing, and nothing was sent to {host}.</source>
        <translation>Sordino 正在關閉，沒有送出任何資料到 {host}。</translation>
    </message>
    <message>
        <source>Start it again next time.</source>
        <translation>請下次再開始。</translation>
    </message>
    <message>
        <source>It asks for the file {file} alone, in pieces where the connection breaks.</source>
        <translation>只索取 {file} 這個檔案；連線中斷時分段索取。</translation>
    </message>
    <message>
        <source>The model is not downloaded from there.</source>
        <translation>不從那裡下載模型。</translation>
    </message>
    <message>
        <source>The server {host} sends the download on to there.</source>
        <translation>伺服器 {host} 把下載轉到那裡。</translation>
    </message>
    <message>
        <source>The download from {host} failed: {problem}</source>
        <translation>從 {host} 下載失敗：{problem}</translation>
    </message>
    <message>
        <source>The server {host} broke off again and again.</source>
        <translation>伺服器 {host} 一再中斷連線。</translation>
    </message>
    <message>
        <source>The server {host} redirects again and again.</source>
        <translation>伺服器 {host} 一再重新導向。</translation>
    </message>
    <message>
        <source>The server {host} neither goes on from the middle nor says how long it is.</source>
        <translation>伺服器 {host} 既不能從中間接續，也沒有說明檔案多大。</translation>
    </message>
    <message>
        <source>The server {host} sent other bytes than it was asked for.</source>
        <translation>伺服器 {host} 送來的不是所要的位元組。</translation>
    </message>
    <message>
        <source>The server {host} answered with status {status}.</source>
        <translation>伺服器 {host} 的回應狀態為 {status}。</translation>
    </message>
    <message>
        <source>The server {host} does not say which sha256 the file has.</source>
        <translation>伺服器 {host} 沒有說明檔案的 sha256。</translation>
    </message>
    <message>
        <source>The server {host} says that the file has {said} bytes, and it has {size}.</source>
        <translation>伺服器 {host} 說檔案有 {said} 位元組，實際應為 {size}。</translation>
    </message>
    <message>
        <source>The server {host} ended its answer too early.</source>
        <translation>伺服器 {host} 太早結束回應。</translation>
    </message>
    <message>
        <source>The server {host} redirects to an address that cannot be used.</source>
        <translation>伺服器 {host} 重新導向到無法使用的位址。</translation>
    </message>
    <message>
        <source>The server {host} redirects from https to http, where anybody could listen.</source>
        <translation>伺服器 {host} 從 https 重新導向到 http，任何人都可能竊聽。</translation>
    </message>
    <message>
        <source>The address {url} cannot be used.</source>
        <translation>位址 {url} 無法使用。</translation>
    </message>
    <message>
        <source>{file} is complete; its sha256 {sha256} is the one that the hub states.</source>
        <translation>{file} 已完整；它的 sha256 {sha256} 與模型站所載相同。</translation>
    </message>
    <message>
        <source>{file} is complete; its sha256 {sha256} is the one in the catalogue.</source>
        <translation>{file} 已完整；它的 sha256 {sha256} 與目錄所載相同。</translation>
    </message>
    <message>
        <source>Another download into {folder} is running.</source>
        <translation>另有下載正寫入 {folder}。</translation>
    </message>
    <message>
        <source>Wait until it is done, or stop it.</source>
        <translation>請等它完成，或停止它。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written: {error}.</source>
        <translation>無法寫入資料夾 {folder}：{error}。</translation>
    </message>
    <message>
        <source>The licence of {name} has not been accepted.</source>
        <translation>尚未接受 {name} 的授權條款。</translation>
    </message>
    <message>
        <source>Read it and accept it first.</source>
        <translation>請先閱讀並接受。</translation>
    </message>
    <message>
        <source>{name} could not be downloaded.</source>
        <translation>無法下載 {name}。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>請稍後再試。</translation>
    </message>
    <message>
        <source>Try again later; what has arrived is kept.</source>
        <translation>請稍後再試；已收到的部分會保留。</translation>
    </message>
    <message>
        <source>What {host} sent is not {name}: its sha256 is {found}, not {wanted}.</source>
        <translation>{host} 送來的不是 {name}：它的 sha256 是 {found}，而非 {wanted}。</translation>
    </message>
    <message>
        <source>What had arrived is not {name}: its sha256 is {found}, not {wanted}.</source>
        <translation>先前收到的不是 {name}：它的 sha256 是 {found}，而非 {wanted}。</translation>
    </message>
    <message>
        <source>It was deleted.</source>
        <translation>已刪除。</translation>
    </message>
    <message>
        <source>The disk is too full: {need} MB are needed in {folder}, {free} MB are free.</source>
        <translation>磁碟空間不足：{folder} 需要 {need} MB，目前可用 {free} MB。</translation>
    </message>
    <message>
        <source>{host} broke off its answer, or sent one that is not HTTP.</source>
        <translation>{host} 中斷了回應，或送來的不是 HTTP。</translation>
    </message>
    <message>
        <source>What {host} sent after {progress} of its answer is not HTTP.</source>
        <translation>{host} 的回應在 {progress} 之後不再是 HTTP。</translation>
    </message>
    <message>
        <source>The answer of {host} broke off after {progress}.</source>
        <translation>{host} 的回應在 {progress} 之後中斷。</translation>
    </message>
    <message>
        <source>The answer of {host} is larger than the limit of {count} bytes.</source>
        <translation>{host} 的回應超過 {count} 位元組的上限。</translation>
    </message>
    <message>
        <source>{done} of {total} bytes</source>
        <translation>{total} 位元組中的 {done} 位元組</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>連線遭拒</translation>
    </message>
    <message>
        <source>it was closed</source>
        <translation>它已關閉</translation>
    </message>
    <message>
        <source>The request is not the one that was permitted. Nothing was sent.</source>
        <translation>這不是已獲准的請求。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>The results of a search come in one piece only. Nothing was sent.</source>
        <translation>搜尋結果只能整份取得。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>The request&apos;s URL holds characters that must be escaped. Nothing was sent.</source>
        <translation>請求的 URL 含有必須跳脫的字元。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>The request&apos;s host is not the one that was shown. Nothing was sent.</source>
        <translation>請求的主機與所顯示的不同。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>The request&apos;s hosts are not those of a search. Nothing was sent.</source>
        <translation>請求的主機不是搜尋的主機。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>A search of the open web goes over https only. Nothing was sent.</source>
        <translation>公開網路搜尋只走 https。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>An API key goes over https only. Nothing was sent.</source>
        <translation>API 金鑰只走 https。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>The request is too large for the broker. Nothing was sent.</source>
        <translation>請求太大，中介行程無法處理。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>Too many requests are on their way already.</source>
        <translation>進行中的請求已經太多。</translation>
    </message>
    <message>
        <source>The answer is too large to hand over.</source>
        <translation>回應太大，無法轉交。</translation>
    </message>
    <message>
        <source>The broker failed with {error}.</source>
        <translation>中介行程失敗：{error}。</translation>
    </message>
    <message>
        <source>The broker answered out of turn. Switch the network off and on again.</source>
        <translation>中介行程的回應順序錯亂。請把網路關閉再開啟。</translation>
    </message>
    <message>
        <source>A request may not set the header {name}.</source>
        <translation>請求不得設定標頭 {name}。</translation>
    </message>
    <message>
        <source>The request holds a header or an address that HTTP does not allow.</source>
        <translation>請求含有 HTTP 不允許的標頭或位址。</translation>
    </message>
    <message>
        <source>{host} could not prove that it is {name}: {error}.</source>
        <translation>{host} 無法證明它就是 {name}：{error}。</translation>
    </message>
    <message>
        <source>{host} answered in a compressed form that was not asked for.</source>
        <translation>{host} 以未要求的壓縮形式回應。</translation>
    </message>
    <message>
        <source>The answer of {host} did not end within {seconds} seconds; {progress} came.</source>
        <translation>{host} 的回應沒有在 {seconds} 秒內結束；已收到 {progress}。</translation>
    </message>
    <message>
        <source>{count} bytes</source>
        <translation>{count} 位元組</translation>
    </message>
    <message>
        <source>{host} redirects to {url}. Redirects are not followed: that would be a new request.</source>
        <translation>{host} 重新導向到 {url}。不跟隨重新導向：那會是新的請求。</translation>
    </message>
    <message>
        <source>{host} is this computer.</source>
        <translation>{host} 是這台電腦。</translation>
    </message>
    <message>
        <source>{host} is a private network.</source>
        <translation>{host} 屬於私人網路。</translation>
    </message>
    <message>
        <source>{host} leads to {address}, which is this computer.</source>
        <translation>{host} 指向 {address}，也就是這台電腦。</translation>
    </message>
    <message>
        <source>{host} leads to {address}, which is a private network.</source>
        <translation>{host} 指向 {address}，屬於私人網路。</translation>
    </message>
    <message>
        <source>The URL holds a space, a backslash or a control character.</source>
        <translation>URL 含有空格、反斜線或控制字元。</translation>
    </message>
    <message>
        <source>The URL cannot be read.</source>
        <translation>無法解讀 URL。</translation>
    </message>
    <message>
        <source>Only http and https are opened.</source>
        <translation>只開啟 http 與 https。</translation>
    </message>
    <message>
        <source>The URL names no host.</source>
        <translation>URL 沒有主機名稱。</translation>
    </message>
    <message>
        <source>The URL holds a user name.</source>
        <translation>URL 含有使用者名稱。</translation>
    </message>
    <message>
        <source>The URL&apos;s host is no valid international name.</source>
        <translation>URL 的主機不是有效的國際化名稱。</translation>
    </message>
    <message>
        <source>The URL&apos;s host is a number that can be read in several ways.</source>
        <translation>URL 的主機是可有多種解讀的數字。</translation>
    </message>
    <message>
        <source>The URL names no valid host.</source>
        <translation>URL 沒有有效的主機名稱。</translation>
    </message>
    <message>
        <source>The URL&apos;s host names a network interface.</source>
        <translation>URL 的主機指定了網路介面。</translation>
    </message>
    <message>
        <source>The URL&apos;s host is no valid address.</source>
        <translation>URL 的主機不是有效的位址。</translation>
    </message>
    <message>
        <source>The URL&apos;s port is no number from 1 to 65535.</source>
        <translation>URL 的連接埠不是 1 到 65535 的數字。</translation>
    </message>
    <message>
        <source>Only ports 80 and 443 are opened.</source>
        <translation>只開啟連接埠 80 與 443。</translation>
    </message>
    <message>
        <source>This computer has no keyring that Sordino can read the API key from.</source>
        <translation>這台電腦沒有可讓 Sordino 讀取 API 金鑰的金鑰圈。</translation>
    </message>
    <message>
        <source>The keyring does not give the API key.</source>
        <translation>金鑰圈沒有給出 API 金鑰。</translation>
    </message>
    <message>
        <source>The API key called {name} holds characters that cannot be sent. Enter it again.</source>
        <translation>名為 {name} 的 API 金鑰含有無法傳送的字元。請重新輸入。</translation>
    </message>
    <message>
        <source>The log&apos;s row for this request was used for one already. Nothing was sent.</source>
        <translation>這個請求在記錄中的那一列已經用過。什麼都沒有送出。</translation>
    </message>
    <message>
        <source>The proxy {proxy} refused the way to {host} with status {status}.</source>
        <translation>代理伺服器 {proxy} 以狀態 {status} 拒絕前往 {host}。</translation>
    </message>
    <message>
        <source>at {host}</source>
        <translation>位於 {host}</translation>
    </message>
    <message>
        <source>Endpoint saved: {name} at {host}.</source>
        <translation>已儲存端點：{host} 上的 {name}。</translation>
    </message>
    <message>
        <source>Endpoint removed.</source>
        <translation>已移除端點。</translation>
    </message>
    <message>
        <source>Answers are made by {name} at {host}.</source>
        <translation>現由 {host} 上的 {name} 回答。</translation>
    </message>
    <message>
        <source>Answers are made on this computer again.</source>
        <translation>回答又改在這台電腦上產生。</translation>
    </message>
    <message>
        <source>This conversation and what its tools found go to {host}.</source>
        <translation>這個對話與其中工具找到的內容會送往 {host}。</translation>
    </message>
    <message>
        <source>Nothing but this request goes to {host}.</source>
        <translation>除了這個請求，不會有別的送往 {host}。</translation>
    </message>
    <message>
        <source>There is no answer; a model of this computer can be chosen under Models.</source>
        <translation>不會有回答；可在模型頁選擇這台電腦上的模型。</translation>
    </message>
    <message>
        <source>Try again, or choose a model of this computer under Models.</source>
        <translation>請再試一次，或在模型頁選擇這台電腦上的模型。</translation>
    </message>
    <message>
        <source>Send the message again to be asked again, or choose a model of this computer under Models.</source>
        <translation>請再送一次訊息，就會再詢問一次；或在模型頁選擇這台電腦上的模型。</translation>
    </message>
    <message>
        <source>Go online with a milder privacy, or choose a model of this computer under Models.</source>
        <translation>請放寬隱私並改為連線，或在模型頁選擇這台電腦上的模型。</translation>
    </message>
    <message>
        <source>The endpoint&apos;s address or the name of its model is missing or cannot be used.</source>
        <translation>端點的位址或模型名稱缺漏或無法使用。</translation>
    </message>
    <message>
        <source>Write both anew under Models, the address as https://host/v1.</source>
        <translation>請在模型頁重新填寫兩者，位址寫成 https://host/v1。</translation>
    </message>
    <message>
        <source>The address of {host} begins with http: the conversation would go unencrypted.</source>
        <translation>{host} 的位址以 http 開頭：對話會以未加密的方式送出。</translation>
    </message>
    <message>
        <source>The model knows no expert by the name {name}.</source>
        <translation>模型不認得名為 {name} 的專家。</translation>
    </message>
    <message>
        <source>Use one of {names}.</source>
        <translation>請用其中之一：{names}。</translation>
    </message>
    <message>
        <source>There is no expert “{name}” for the name {tier}.</source>
        <translation>名稱 {tier} 沒有對應的專家「{name}」。</translation>
    </message>
    <message>
        <source>Choose another expert for it, or none.</source>
        <translation>請為它選擇其他專家，或不選。</translation>
    </message>
    <message>
        <source>The expert&apos;s name “{name}” cannot be used.</source>
        <translation>專家名稱「{name}」無法使用。</translation>
    </message>
    <message>
        <source>Use letters, digits, spaces and . _ - only, {count} characters at most.</source>
        <translation>只能用字母、數字、空格與 . _ -，最多 {count} 個字元。</translation>
    </message>
    <message>
        <source>The model&apos;s name of the expert “{name}” is missing or cannot be used.</source>
        <translation>專家「{name}」缺少模型名稱，或名稱無法使用。</translation>
    </message>
    <message>
        <source>Write it as the provider does.</source>
        <translation>請照供應商的寫法。</translation>
    </message>
    <message>
        <source>The key of the expert “{name}” has a name that cannot be used.</source>
        <translation>專家「{name}」的金鑰名稱無法使用。</translation>
    </message>
    <message>
        <source>Check the expert under Preferences.</source>
        <translation>請在偏好設定中檢查這位專家。</translation>
    </message>
    <message>
        <source>A price of the expert “{name}” is below zero.</source>
        <translation>專家「{name}」的價格小於零。</translation>
    </message>
    <message>
        <source>Write it in dollars, as 2.50.</source>
        <translation>請以美元填寫，例如 2.50。</translation>
    </message>
    <message>
        <source>The longest answer of the expert “{name}” must be from 1 to {count} tokens.</source>
        <translation>專家「{name}」的最長回答必須是 1 到 {count} 個 token。</translation>
    </message>
    <message>
        <source>The expert “{name}” would think longer than its longest answer.</source>
        <translation>專家「{name}」的思考會比最長回答還長。</translation>
    </message>
    <message>
        <source>The longest answer counts the thinking too: make it longer, or the thinking shorter.</source>
        <translation>最長回答包含思考：請加長回答，或縮短思考。</translation>
    </message>
    <message>
        <source>Two experts have the name “{name}”.</source>
        <translation>有兩位專家名為「{name}」。</translation>
    </message>
    <message>
        <source>Give each a name of its own.</source>
        <translation>請各取不同的名稱。</translation>
    </message>
    <message>
        <source>The address of the expert “{name}” is missing.</source>
        <translation>專家「{name}」缺少位址。</translation>
    </message>
    <message>
        <source>The address of the expert “{name}” cannot be used.</source>
        <translation>專家「{name}」的位址無法使用。</translation>
    </message>
    <message>
        <source>Write it as https://host/v1, without a user name.</source>
        <translation>請寫成 https://host/v1，不含使用者名稱。</translation>
    </message>
    <message>
        <source>The address of the expert “{name}” begins with http: questions would go unencrypted.</source>
        <translation>專家「{name}」的位址以 http 開頭：問題會以未加密的方式送出。</translation>
    </message>
    <message>
        <source>Use https, or a server on this computer or your own network.</source>
        <translation>請用 https，或這台電腦或自己網路上的伺服器。</translation>
    </message>
    <message>
        <source>The expert “{name}” has a certificate authority, but no address of your own.</source>
        <translation>專家「{name}」有憑證授權單位，卻沒有你自己的位址。</translation>
    </message>
    <message>
        <source>It can be added for a server of your own only: write its address, or leave it out.</source>
        <translation>它只能為自己的伺服器加入：請填寫位址，或不要加入。</translation>
    </message>
    <message>
        <source>The file with the certificate authority of the expert “{name}” holds a private key.</source>
        <translation>專家「{name}」的憑證授權單位檔案含有私密金鑰。</translation>
    </message>
    <message>
        <source>Choose a file with the certificate alone.</source>
        <translation>請選擇只含憑證的檔案。</translation>
    </message>
    <message>
        <source>The certificate authority of the expert “{name}” is no certificate in PEM form.</source>
        <translation>專家「{name}」的憑證授權單位不是 PEM 格式的憑證。</translation>
    </message>
    <message>
        <source>Choose the authority&apos;s certificate, a file that begins with BEGIN CERTIFICATE.</source>
        <translation>請選擇授權單位的憑證，即以 BEGIN CERTIFICATE 開頭的檔案。</translation>
    </message>
    <message>
        <source>The certificate that was added for the expert “{name}” is not that of an authority.</source>
        <translation>為專家「{name}」加入的憑證不是授權單位的憑證。</translation>
    </message>
    <message>
        <source>Choose the certificate of the authority that signed the server&apos;s.</source>
        <translation>請選擇簽發伺服器憑證的授權單位憑證。</translation>
    </message>
    <message>
        <source>No search engine is chosen.</source>
        <translation>沒有選擇搜尋引擎。</translation>
    </message>
    <message>
        <source>Choose at least one, or switch web search off.</source>
        <translation>請至少選一個，或關閉網路搜尋。</translation>
    </message>
    <message>
        <source>There is no search engine {name} here.</source>
        <translation>這裡沒有搜尋引擎 {name}。</translation>
    </message>
    <message>
        <source>Choose among {names}.</source>
        <translation>請從這些中選擇：{names}。</translation>
    </message>
    <message>
        <source>A search engine is chosen twice.</source>
        <translation>重複選擇了同一個搜尋引擎。</translation>
    </message>
    <message>
        <source>Choose each once.</source>
        <translation>每個只選一次。</translation>
    </message>
    <message>
        <source>The region {name} of the search cannot be used.</source>
        <translation>搜尋地區 {name} 無法使用。</translation>
    </message>
    <message>
        <source>Write it as us-en or de-de, or wt-wt for none.</source>
        <translation>請寫成 us-en 或 de-de，不限地區則寫 wt-wt。</translation>
    </message>
    <message>
        <source>The proxy&apos;s address cannot be used.</source>
        <translation>代理伺服器的位址無法使用。</translation>
    </message>
    <message>
        <source>Write it as http://host:port, without a user name, or leave it empty for none.</source>
        <translation>請寫成 http://host:port，不含使用者名稱；不用則留空。</translation>
    </message>
    <message>
        <source>There are more than {count} words of your own to hide.</source>
        <translation>要隱藏的自訂字詞超過 {count} 個。</translation>
    </message>
    <message>
        <source>Remove some.</source>
        <translation>請移除一些。</translation>
    </message>
    <message>
        <source>A word of your own to hide is too short, too long, or not in one line.</source>
        <translation>某個要隱藏的字詞太短、太長，或不在同一行。</translation>
    </message>
    <message>
        <source>Each needs {least} to {most} characters.</source>
        <translation>每個需要 {least} 到 {most} 個字元。</translation>
    </message>
    <message>
        <source>Cloud settings changed: {parts}.</source>
        <translation>雲端設定已變更：{parts}。</translation>
    </message>
    <message>
        <source>The key&apos;s name is missing or cannot be used.</source>
        <translation>缺少金鑰名稱，或名稱無法使用。</translation>
    </message>
    <message>
        <source>Save the expert first, then its key.</source>
        <translation>請先儲存專家，再儲存金鑰。</translation>
    </message>
    <message>
        <source>This is no API key: it holds spaces or characters that no key has, or is too long.</source>
        <translation>這不是 API 金鑰：含有空格或金鑰不會有的字元，或太長。</translation>
    </message>
    <message>
        <source>Copy the key anew from the provider&apos;s page.</source>
        <translation>請從供應商的頁面重新複製金鑰。</translation>
    </message>
    <message>
        <source>The keyring does not answer.</source>
        <translation>金鑰圈沒有回應。</translation>
    </message>
    <message>
        <source>The keyring did not answer within {seconds} seconds.</source>
        <translation>金鑰圈在 {seconds} 秒內沒有回應。</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>請解鎖後再試一次。</translation>
    </message>
    <message>
        <source>The keyring is locked, so the API key cannot be read.</source>
        <translation>金鑰圈已鎖定，無法讀取 API 金鑰。</translation>
    </message>
    <message>
        <source>The API key is too long.</source>
        <translation>API 金鑰太長。</translation>
    </message>
    <message>
        <source>Enter it again.</source>
        <translation>請重新輸入。</translation>
    </message>
    <message>
        <source>The API key could not be kept for this run.</source>
        <translation>無法在這次執行期間保留 API 金鑰。</translation>
    </message>
    <message>
        <source>The API key cannot go out as the header {name}.</source>
        <translation>API 金鑰不能以標頭 {name} 送出。</translation>
    </message>
    <message>
        <source>Looking up {host} took too long.</source>
        <translation>查詢 {host} 花了太久。</translation>
    </message>
    <message>
        <source>The network was switched off before {host} was asked.</source>
        <translation>詢問 {host} 之前網路已關閉。</translation>
    </message>
    <message>
        <source>The API key {name} was stored in the keyring.</source>
        <translation>API 金鑰 {name} 已存入金鑰圈。</translation>
    </message>
    <message>
        <source>The API key {name} is kept for this run only, as there is no keyring.</source>
        <translation>沒有金鑰圈，API 金鑰 {name} 只在這次執行期間保留。</translation>
    </message>
    <message>
        <source>The API key {name} was removed.</source>
        <translation>API 金鑰 {name} 已移除。</translation>
    </message>
    <message>
        <source>The name {host} was not found, so nothing was sent.</source>
        <translation>找不到 {host} 這個名稱，因此什麼都沒有送出。</translation>
    </message>
    <message>
        <source>Check that this computer is connected to the network, then try again.</source>
        <translation>請確認這台電腦已連上網路，然後再試一次。</translation>
    </message>
    <message>
        <source>The broker could not be started.</source>
        <translation>無法啟動中介行程。</translation>
    </message>
    <message>
        <source>Close other programs, then try again.</source>
        <translation>請關閉其他程式，然後再試一次。</translation>
    </message>
    <message>
        <source>The broker was killed, but has not ended yet.</source>
        <translation>中介行程已被強制結束，但尚未終止。</translation>
    </message>
    <message>
        <source>Close Sordino to be sure.</source>
        <translation>為求確定，請關閉 Sordino。</translation>
    </message>
    <message>
        <source>There is no such expert.</source>
        <translation>沒有這位專家。</translation>
    </message>
    <message>
        <source>Save the expert first, then try its key.</source>
        <translation>請先儲存專家，再測試金鑰。</translation>
    </message>
    <message>
        <source>Check the expert under Preferences, or try again later.</source>
        <translation>請在偏好設定中檢查這位專家，或稍後再試。</translation>
    </message>
    <message>
        <source>The request to {host} was not allowed: {error}</source>
        <translation>對 {host} 的請求未獲允許：{error}</translation>
    </message>
    <message>
        <source>{host} was not asked: {error}</source>
        <translation>沒有詢問 {host}：{error}</translation>
    </message>
    <message>
        <source>{host} gave no answer: {error}</source>
        <translation>{host} 沒有回答：{error}</translation>
    </message>
    <message>
        <source>The expert&apos;s address cannot be used. Check it in Preferences.</source>
        <translation>專家的位址無法使用。請在偏好設定中檢查。</translation>
    </message>
    <message>
        <source>{host} answered, but not with a list of models.</source>
        <translation>{host} 有回應，但不是模型清單。</translation>
    </message>
    <message>
        <source>{host} answered, but not in the form of a chat completion.</source>
        <translation>{host} 有回應，但不是對話回答的格式。</translation>
    </message>
    <message>
        <source>{host} is overloaded. Try again later.</source>
        <translation>{host} 負載過重。請稍後再試。</translation>
    </message>
    <message>
        <source>{host} broke off with an error{said}.</source>
        <translation>{host} 因錯誤中斷{said}。</translation>
    </message>
    <message>
        <source>{host} broke off with an error.</source>
        <translation>{host} 因錯誤中斷。</translation>
    </message>
    <message>
        <source>{host} does not accept the API key. Check it in Preferences.</source>
        <translation>{host} 不接受 API 金鑰。請在偏好設定中檢查。</translation>
    </message>
    <message>
        <source>{host} says that the account has no credit left.</source>
        <translation>{host} 表示帳戶已無餘額。</translation>
    </message>
    <message>
        <source>{host} says that what was sent is too long for it. Send less.</source>
        <translation>{host} 表示送出的內容太長。請減少內容。</translation>
    </message>
    <message>
        <source>{host} knows no such address or model. Check the expert in Preferences.</source>
        <translation>{host} 不認得這個位址或模型。請在偏好設定中檢查專家。</translation>
    </message>
    <message>
        <source>{host} takes no more questions for now: its limit is reached. Try again in {seconds} seconds.</source>
        <translation>{host} 暫時不再接受問題：已達上限。請在 {seconds} 秒後再試。</translation>
    </message>
    <message>
        <source>{host} takes no more questions for now: its limit is reached. Try again later.</source>
        <translation>{host} 暫時不再接受問題：已達上限。請稍後再試。</translation>
    </message>
    <message>
        <source>{host} has a fault of its own (error {status}). Try again later.</source>
        <translation>{host} 本身發生故障（錯誤 {status}）。請稍後再試。</translation>
    </message>
    <message>
        <source>{host} refused the question (error {status}){said}.</source>
        <translation>{host} 拒絕了問題（錯誤 {status}）{said}。</translation>
    </message>
    <message>
        <source>{host} refused the question (error {status}).</source>
        <translation>{host} 拒絕了問題（錯誤 {status}）。</translation>
    </message>
    <message>
        <source>The answer is made without what the page says.</source>
        <translation>回答時不會用到這個網頁的內容。</translation>
    </message>
    <message>
        <source>Changed by you before it was sent.</source>
        <translation>送出前已由你更改。</translation>
    </message>
    <message>
        <source>Hidden behind placeholders: {count}.</source>
        <translation>以代號隱藏：{count} 項。</translation>
    </message>
    <message>
        <source>Your change cannot be sent: {problem}</source>
        <translation>你的更改無法送出：{problem}</translation>
    </message>
    <message>
        <source>Estimated at {least} to {most}, cost {cost}.</source>
        <translation>估計 {least} 到 {most}，實際 {cost}。</translation>
    </message>
    <message>
        <source>{read} tokens read, {written} written.</source>
        <translation>讀取 {read} 個 token，寫出 {written} 個。</translation>
    </message>
    <message>
        <source>Nothing but this request, with your API key, goes to {host}.</source>
        <translation>除了這個請求（附你的 API 金鑰），不會有別的送往 {host}。</translation>
    </message>
    <message>
        <source>The key is not tried.</source>
        <translation>不會試用金鑰。</translation>
    </message>
    <message>
        <source>{host} does not permit this (error 403){said}.</source>
        <translation>{host} 不允許這樣做（錯誤 403）{said}。</translation>
    </message>
    <message>
        <source>{host} does not permit this (error 403).</source>
        <translation>{host} 不允許這樣做（錯誤 403）。</translation>
    </message>
    <message>
        <source>{host} found nothing that could answer (error 404){said}. Check the expert in Preferences.</source>
        <translation>{host} 找不到能回答的對象（錯誤 404）{said}。請在偏好設定中檢查這位專家。</translation>
    </message>
    <message>
        <source>That is above the estimate.</source>
        <translation>這高於估計。</translation>
    </message>
    <message>
        <source>This asks first what the host allows programs to read.</source>
        <translation>這會先詢問主機允許程式讀取什麼。</translation>
    </message>
    <message>
        <source>{host} gave no price list (status {status}).</source>
        <translation>{host} 沒有提供價目表（狀態 {status}）。</translation>
    </message>
    <message>
        <source>What {host} sent cannot be used: {error}.</source>
        <translation>{host} 送來的內容無法使用：{error}。</translation>
    </message>
    <message>
        <source>Try again later; until then the prices from before are in force.</source>
        <translation>請稍後再試；在此之前沿用原有的價格。</translation>
    </message>
    <message>
        <source>The price list cannot be written to {path}: {error}.</source>
        <translation>無法將價目表寫入 {path}：{error}。</translation>
    </message>
    <message>
        <source>Price list of {day} in force.</source>
        <translation>{day} 的價目表已生效。</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>它太長</translation>
    </message>
    <message>
        <source>it is no list of prices</source>
        <translation>它不是價目表</translation>
    </message>
    <message>
        <source>it lacks providers that it should name</source>
        <translation>它缺少應列出的供應商</translation>
    </message>
    <message>
        <source>it names a model without any prices</source>
        <translation>它列出了沒有價格的模型</translation>
    </message>
    <message>
        <source>it holds a price that makes no sense</source>
        <translation>它含有不合理的價格</translation>
    </message>
    <message>
        <source>it holds a pattern that is not safe to use</source>
        <translation>它含有使用上不安全的樣式</translation>
    </message>
    <message>
        <source>The price list that was fetched cannot be used; the one of this version is in force.</source>
        <translation>取得的價目表無法使用；目前採用本版本附帶的價目表。</translation>
    </message>
    <message>
        <source>The prices from before stay in force; your own prices are used in any case.</source>
        <translation>先前的價目繼續有效；你自己的價格一律優先使用。</translation>
    </message>
    <message>
        <source>Not updated: you said no.</source>
        <translation>未更新：你選擇了不。</translation>
    </message>
    <message>
        <source>Not updated: it was stopped.</source>
        <translation>未更新：已停止。</translation>
    </message>
    <message>
        <source>What would be sent could not be searched for personal data, so nothing was sent. The search can be switched off under Preferences.</source>
        <translation>無法在將送出的內容中搜尋個人資料，因此沒有送出任何資料。可在偏好設定中關閉這項搜尋。</translation>
    </message>
    <message>
        <source>The search for personal data in the request failed. Nothing was sent.</source>
        <translation>在請求中搜尋個人資料失敗。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>Personal data in the request could not be replaced. Nothing was sent.</source>
        <translation>無法取代請求中的個人資料。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>The request is no text, so it cannot be searched for personal data. Nothing was sent.</source>
        <translation>請求不是文字，無法搜尋個人資料。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>Personal data stands in the name of a field of the request, where nothing can be put in its place. Nothing was sent.</source>
        <translation>個人資料出現在請求的欄位名稱中，無法取代。沒有送出任何資料。</translation>
    </message>
    <message>
        <source>The request says that it is JSON and is not, so it cannot be searched for personal data. Nothing was sent.</source>
        <translation>這個請求自稱為 JSON 卻不是，因此無法搜尋其中的個人資料。什麼都沒有送出。</translation>
    </message>
    <message>
        <source>Sordino&apos;s socket filter does not know this kind of processor: the window and the model are separate processes that open no network connection, but the operating system does not enforce it.</source>
        <translation>Sordino 的通訊端過濾器不認得這種處理器：視窗與模型是不開啟網路連線的獨立行程，但作業系統並未強制。</translation>
    </message>
    <message>
        <source>The Linux kernel&apos;s socket filter (seccomp) is not in force here: this run was not started with the command sordino, or this kernel lacks the filter.</source>
        <translation>Linux 核心的通訊端過濾器（seccomp）在這裡沒有生效：這次不是以 sordino 指令啟動，或這個核心沒有過濾器。</translation>
    </message>
    <message>
        <source>The window and the model are separate processes that open no network connection, but the operating system does not enforce it.</source>
        <translation>視窗與模型是不開啟網路連線的獨立行程，但作業系統並未強制。</translation>
    </message>
    <message>
        <source>The launcher is not held by the system, because it starts the broker. It opens no network connection.</source>
        <translation>啟動程式不受系統限制，因為由它啟動中介行程。它不開啟網路連線。</translation>
    </message>
    <message>
        <source>The launcher of this run is behind the filter as well.</source>
        <translation>這次執行的啟動程式也在過濾器之後。</translation>
    </message>
    <message>
        <source>The probe ended before it had tried all.</source>
        <translation>探測在嘗試完之前就結束了。</translation>
    </message>
    <message>
        <source>{count} network sockets in /proc</source>
        <translation>/proc 中有 {count} 個網路通訊端</translation>
    </message>
    <message>
        <source>Behind the same filter as the window</source>
        <translation>與視窗在同一個過濾器之後</translation>
    </message>
    <message>
        <source>Sockets that it holds open</source>
        <translation>它開啟中的通訊端</translation>
    </message>
    <message>
        <source>Socket filter</source>
        <translation>通訊端過濾器</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>探測</translation>
    </message>
    <message>
        <source>Self-test: the system refused {refused} of {tried} ways out.</source>
        <translation>自我測試：{tried} 條外送途徑中，系統拒絕了 {refused} 條。</translation>
    </message>
    <message>
        <source>A broker exists: Sordino is online.</source>
        <translation>有中介行程：Sordino 已連線。</translation>
    </message>
    <message>
        <source>The system let it through.</source>
        <translation>系統放行了。</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允許的操作</translation>
    </message>
    <message>
        <source>TCP over IPv4</source>
        <translation>經由 IPv4 的 TCP</translation>
    </message>
    <message>
        <source>TCP over IPv6</source>
        <translation>經由 IPv6 的 TCP</translation>
    </message>
    <message>
        <source>UDP over IPv4</source>
        <translation>經由 IPv4 的 UDP</translation>
    </message>
    <message>
        <source>UDP over IPv6</source>
        <translation>經由 IPv6 的 UDP</translation>
    </message>
    <message>
        <source>Raw IPv4 packets</source>
        <translation>原始 IPv4 封包</translation>
    </message>
    <message>
        <source>Raw IPv6 packets</source>
        <translation>原始 IPv6 封包</translation>
    </message>
    <message>
        <source>Raw frames (packet socket)</source>
        <translation>原始訊框（packet 通訊端）</translation>
    </message>
    <message>
        <source>Netlink socket</source>
        <translation>Netlink 通訊端</translation>
    </message>
    <message>
        <source>Socket to the host of a virtual machine</source>
        <translation>通往虛擬機主機的通訊端</translation>
    </message>
    <message>
        <source>Sockets of all other families</source>
        <translation>其他各類通訊端</translation>
    </message>
    <message>
        <source>C library (ctypes)</source>
        <translation>C 程式庫（ctypes）</translation>
    </message>
    <message>
        <source>System call by its number</source>
        <translation>以編號呼叫系統</translation>
    </message>
    <message>
        <source>System call by its number (x32)</source>
        <translation>以編號呼叫系統（x32）</translation>
    </message>
    <message>
        <source>System call by its number (32 bit)</source>
        <translation>以編號呼叫系統（32 位元）</translation>
    </message>
    <message>
        <source>The kernel&apos;s own name lookup (request_key)</source>
        <translation>核心自己的名稱查詢（request_key）</translation>
    </message>
    <message>
        <source>A new Python process</source>
        <translation>新的 Python 行程</translation>
    </message>
    <message>
        <source>Name lookup (getaddrinfo)</source>
        <translation>名稱查詢（getaddrinfo）</translation>
    </message>
    <message>
        <source>Name lookup (res_query)</source>
        <translation>名稱查詢（res_query）</translation>
    </message>
    <message>
        <source>Name lookup by a service of this computer</source>
        <translation>由這台電腦的服務查詢名稱</translation>
    </message>
    <message>
        <source>A container engine of this computer</source>
        <translation>這台電腦的容器引擎</translation>
    </message>
    <message>
        <source>A socket of family {family} was opened.</source>
        <translation>開啟了 {family} 類的通訊端。</translation>
    </message>
    <message>
        <source>This kernel has no other family.</source>
        <translation>這個核心沒有其他類別。</translation>
    </message>
    <message>
        <source>Only Linux is asked in this way.</source>
        <translation>只有 Linux 會這樣測試。</translation>
    </message>
    <message>
        <source>The number is not known for this processor.</source>
        <translation>不知道這種處理器的編號。</translation>
    </message>
    <message>
        <source>This processor has no such calls.</source>
        <translation>這種處理器沒有這種呼叫。</translation>
    </message>
    <message>
        <source>This kernel takes no 32-bit calls.</source>
        <translation>這個核心不接受 32 位元呼叫。</translation>
    </message>
    <message>
        <source>The kernel took the question.</source>
        <translation>核心接受了查詢。</translation>
    </message>
    <message>
        <source>This C library has no such function.</source>
        <translation>這個 C 程式庫沒有這個函式。</translation>
    </message>
    <message>
        <source>{path} answers.</source>
        <translation>{path} 有回應。</translation>
    </message>
    <message>
        <source>There is no such service.</source>
        <translation>沒有這種服務。</translation>
    </message>
    <message>
        <source>curl is not installed here.</source>
        <translation>這裡沒有安裝 curl。</translation>
    </message>
    <message>
        <source>What you made stricter holds and is saved. Nothing else has changed.</source>
        <translation>變得更嚴格的部分已生效並已儲存，其他都沒有變更。</translation>
    </message>
    <message>
        <source>What you made stricter holds, but only until Sordino is closed: it could not be saved.</source>
        <translation>變得更嚴格的部分已生效，但無法儲存，只維持到 Sordino 關閉為止。</translation>
    </message>
    <message>
        <source>The broker was ended earlier, when no row could be written.</source>
        <translation>中介行程先前已結束，當時無法寫入紀錄。</translation>
    </message>
    <message>
        <source>It keeps its memory to itself, so the system lets nobody look at it from outside.</source>
        <translation>它的記憶體不對外開放，因此系統不讓任何人從外部查看。</translation>
    </message>
    <message>
        <source>Nothing was sent, but {host} was looked up.</source>
        <translation>沒有送出任何內容，但查詢過 {host} 的位址。</translation>
    </message>
    <message>
        <source>The proxy would have to look it up, and whether that leads to a private network could not be checked.</source>
        <translation>必須由代理伺服器查詢這個名稱，而無法檢查它是否通往私人網路。</translation>
    </message>
    <message>
        <source>The query is empty.</source>
        <translation>搜尋字詞是空的。</translation>
    </message>
    <message>
        <source>The query is longer than {count} characters.</source>
        <translation>搜尋字詞超過 {count} 個字元。</translation>
    </message>
    <message>
        <source>The query holds characters that cannot be sent.</source>
        <translation>搜尋字詞含有無法送出的字元。</translation>
    </message>
    <message>
        <source>This is no address of a page. One begins with https:// or http:// and names a host.</source>
        <translation>這不是網頁位址。網頁位址以 https:// 或 http:// 開頭，並包含主機名稱。</translation>
    </message>
    <message>
        <source>The address holds characters that cannot be sent.</source>
        <translation>位址含有無法送出的字元。</translation>
    </message>
    <message>
        <source>The address is longer than {count} characters.</source>
        <translation>位址超過 {count} 個字元。</translation>
    </message>
    <message>
        <source>The question is empty.</source>
        <translation>問題是空的。</translation>
    </message>
    <message>
        <source>The question is longer than {count} characters: shorten it.</source>
        <translation>問題超過 {count} 個字元：請縮短。</translation>
    </message>
    <message>
        <source>The question holds characters that cannot be sent.</source>
        <translation>問題含有無法送出的字元。</translation>
    </message>
    <message>
        <source>The question is too long for what one call may cost here: {count} characters at most.</source>
        <translation>就這裡一次呼叫的花費上限而言，問題太長：最多 {count} 個字元。</translation>
    </message>
    <message>
        <source>The documents are too long to be sent: name fewer of them.</source>
        <translation>文件太長，無法送出：請少指定幾份。</translation>
    </message>
    <message>
        <source>The documents are too long for what one call to {name} may cost here: name fewer of them, or none.</source>
        <translation>就這裡一次呼叫 {name} 的花費上限而言，文件太長：請少指定幾份，或都不指定。</translation>
    </message>
    <message>
        <source>The conversation is too long to be sent: ask a question instead.</source>
        <translation>對話太長，無法送出：請改為提問。</translation>
    </message>
    <message>
        <source>The conversation is too long for what one call to {name} may cost here: ask a question instead.</source>
        <translation>就這裡一次呼叫 {name} 的花費上限而言，對話太長：請改為提問。</translation>
    </message>
    <message>
        <source>There is no conversation yet that an expert could read.</source>
        <translation>還沒有專家可以讀的對話。</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; may be any of several documents. Name the one that is meant: {names}.</source>
        <translation>「{name}」可能是好幾份文件之一。請指明是哪一份：{names}。</translation>
    </message>
    <message>
        <source>No document &quot;{name}&quot; was read in this conversation: none was read at all.</source>
        <translation>這段對話沒有讀過文件「{name}」：一份文件都沒有讀過。</translation>
    </message>
    <message>
        <source>No document &quot;{name}&quot; was read in this conversation. These were: {names}.</source>
        <translation>這段對話沒有讀過文件「{name}」。讀過的有：{names}。</translation>
    </message>
    <message>
        <source>{host} does not want programs to read this page.</source>
        <translation>{host} 不希望程式讀取這個網頁。</translation>
    </message>
    <message>
        <source>The request to {host} was not allowed: {reason}</source>
        <translation>不允許向 {host} 送出請求：{reason}</translation>
    </message>
    <message>
        <source>{host} was not asked: {reason}</source>
        <translation>沒有詢問 {host}：{reason}</translation>
    </message>
    <message>
        <source>{host} gave no answer: {reason}</source>
        <translation>{host} 沒有回答：{reason}</translation>
    </message>
    <message>
        <source>The answer of {host} broke off: {reason}</source>
        <translation>{host} 的回答中斷：{reason}</translation>
    </message>
    <message>
        <source>The answer of {host} ended before its end.</source>
        <translation>{host} 的回答還沒完就結束了。</translation>
    </message>
    <message>
        <source>{host} sent more at once than can be read.</source>
        <translation>{host} 一次送來太多，無法讀取。</translation>
    </message>
    <message>
        <source>{host} stopped with an error.</source>
        <translation>{host} 因錯誤而停止。</translation>
    </message>
    <message>
        <source>It says: “{said}”.</source>
        <translation>它說：「{said}」。</translation>
    </message>
    <message>
        <source>{host} does not accept the API key.</source>
        <translation>{host} 不接受這把 API 金鑰。</translation>
    </message>
    <message>
        <source>Write the key anew under Models.</source>
        <translation>請在模型頁重新填寫金鑰。</translation>
    </message>
    <message>
        <source>{host} knows no such address or model.</source>
        <translation>{host} 沒有這個位址或模型。</translation>
    </message>
    <message>
        <source>Check the address, which usually ends in /v1, and the model&apos;s name under Models.</source>
        <translation>請在模型頁檢查位址（通常以 /v1 結尾）與模型名稱。</translation>
    </message>
    <message>
        <source>{host} takes no more requests for now.</source>
        <translation>{host} 暫時不再接受請求。</translation>
    </message>
    <message>
        <source>{host} points to another address (status {status}).</source>
        <translation>{host} 指向另一個位址（狀態 {status}）。</translation>
    </message>
    <message>
        <source>Write that address under Models; Sordino follows no redirects.</source>
        <translation>請在模型頁填寫該位址；Sordino 不跟隨重新導向。</translation>
    </message>
    <message>
        <source>{host} has a fault of its own (status {status}).</source>
        <translation>{host} 本身發生錯誤（狀態 {status}）。</translation>
    </message>
    <message>
        <source>{host} refused the request (status {status}).</source>
        <translation>{host} 拒絕了請求（狀態 {status}）。</translation>
    </message>
    <message>
        <source>If the text is too long for it, begin a new conversation; else check the settings under Models.</source>
        <translation>若文字對它而言太長，請開始新對話；否則請檢查模型頁的設定。</translation>
    </message>
    <message>
        <source>{host} answered, but not as an OpenAI-compatible server does.</source>
        <translation>{host} 有回應，但不像 OpenAI 相容的伺服器。</translation>
    </message>
    <message>
        <source>Check the address under Models: it usually ends in /v1.</source>
        <translation>請在模型頁檢查位址：通常以 /v1 結尾。</translation>
    </message>
    <message>
        <source>Sordino is offline.</source>
        <translation>Sordino 目前離線。</translation>
    </message>
    <message>
        <source>{host} did not answer within {seconds} seconds.</source>
        <translation>{host} 在 {seconds} 秒內沒有回應。</translation>
    </message>
    <message>
        <source>{host} sent nothing more for {seconds} seconds; {progress} came.</source>
        <translation>{host} 有 {seconds} 秒沒再送來資料；已收到 {progress}。</translation>
    </message>
    <message>
        <source>The yes holds for this file from this host.</source>
        <translation>此同意適用於這個主機上的這個檔案。</translation>
    </message>
    <message>
        <source>The yes holds for this answer.</source>
        <translation>此同意適用於這次回答。</translation>
    </message>
    <message>
        <source>The yes holds for this conversation.</source>
        <translation>此同意適用於這段對話。</translation>
    </message>
    <message>
        <source>The connection to {host} failed: {error}.</source>
        <translation>與 {host} 的連線失敗：{error}。</translation>
    </message>
    <message>
        <source>The address is refused: {reason}</source>
        <translation>拒絕這個位址：{reason}</translation>
    </message>
    <message>
        <source>{host} has no address.</source>
        <translation>{host} 沒有位址。</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>沒有送出任何資料。</translation>
    </message>
    <message>
        <source>Plain http would send this unencrypted to {address}, outside your own network.</source>
        <translation>用 http 會以未加密的方式送到你自己網路以外的 {address}。</translation>
    </message>
    <message>
        <source>The network was switched off while {host} was answering.</source>
        <translation>{host} 回應途中，網路已關閉。</translation>
    </message>
    <message>
        <source>The network was switched off while {host} was being asked. No answer came.</source>
        <translation>詢問 {host} 途中，網路已關閉。沒有收到回應。</translation>
    </message>
    <message>
        <source>The keyring holds no API key called {name}. Enter it in Preferences.</source>
        <translation>金鑰圈中沒有名為 {name} 的 API 金鑰。請在偏好設定中輸入。</translation>
    </message>
    <message>
        <source>The keyring is locked, so the API key cannot be read. Unlock it and try again.</source>
        <translation>金鑰圈已鎖定，無法讀取 API 金鑰。請解鎖後再試一次。</translation>
    </message>
    <message>
        <source>Hard limits</source>
        <translation>硬性限制</translation>
    </message>
    <message>
        <source>Low latency</source>
        <translation>低延遲</translation>
    </message>
    <message>
        <source>What is switched off is never used: {blocked}.</source>
        <translation>已關閉的工具永不使用：{blocked}。</translation>
    </message>
    <message>
        <source>{tool} is switched off in Preferences.</source>
        <translation>{tool} 已在偏好設定中關閉。</translation>
    </message>
    <message>
        <source>What would take longer than {step} seconds, or end after {turn} seconds of an answer, does not leave.</source>
        <translation>預計超過 {step} 秒，或會在一個回答進行 {turn} 秒之後才結束的呼叫，不會離開這台電腦。</translation>
    </message>
    <message>
        <source>{tool} is too slow for your latency dial: {pace}.</source>
        <translation>以你的低延遲設定來說，{tool} 太慢：{pace}。</translation>
    </message>
    <message>
        <source>nobody knows how long it takes</source>
        <translation>無從得知需要多久</translation>
    </message>
    <message>
        <source>it takes about {seconds} s, and one call may take {step} s</source>
        <translation>約需 {seconds} 秒，而單次呼叫最多 {step} 秒</translation>
    </message>
    <message>
        <source>it takes about {seconds} s, and of the {turn} s of an answer {elapsed} s are gone</source>
        <translation>約需 {seconds} 秒，而整個回答的 {turn} 秒中已用去 {elapsed} 秒</translation>
    </message>
    <message>
        <source>A model that another model called cannot ask you, so the answer is no.</source>
        <translation>由另一個模型呼叫的模型無法詢問你，因此答案是拒絕。</translation>
    </message>
    <message>
        <source>This call needs a yes, and a model that another model called cannot ask for it. {question}</source>
        <translation>這次呼叫需要同意，而由另一個模型呼叫的模型無法詢問。{question}</translation>
    </message>
    <message>
        <source>{count} phrases from {origin}</source>
        <translation>{origin} 的 {count} 個片語</translation>
    </message>
    <message>
        <source>1 phrase from {origin}</source>
        <translation>{origin} 的 1 個片語</translation>
    </message>
    <message>
        <source>The yes holds for one hour.</source>
        <translation>這次同意一小時內有效。</translation>
    </message>
    <message>
        <source>The yes holds for this host until Sordino ends.</source>
        <translation>這次同意對這個主機有效，直到 Sordino 結束。</translation>
    </message>
    <message>
        <source>The yes holds until it is revoked.</source>
        <translation>這次同意在撤銷前都有效。</translation>
    </message>
    <message>
        <source>A yes for {tool} to {host} was given.</source>
        <translation>已同意 {tool} 連到 {host}。</translation>
    </message>
    <message>
        <source>The yes for {tool} to {host} was made lasting.</source>
        <translation>對 {tool} 連到 {host} 的同意已改為持續有效。</translation>
    </message>
    <message>
        <source>The yes for {tool} to {host} was revoked.</source>
        <translation>對 {tool} 連到 {host} 的同意已撤銷。</translation>
    </message>
    <message>
        <source>The yes for {tool} to {host} has expired.</source>
        <translation>對 {tool} 連到 {host} 的同意已到期。</translation>
    </message>
    <message>
        <source>The yes for {tool} to {host} lapsed, as it was long unused.</source>
        <translation>對 {tool} 連到 {host} 的同意久未使用，已失效。</translation>
    </message>
    <message>
        <source>You revoked the yes for {host}, and the request was cut off.</source>
        <translation>你撤銷了對 {host} 的同意，請求已中斷。</translation>
    </message>
    <message>
        <source>Start it again to be asked again.</source>
        <translation>重新開始，就會再次詢問你。</translation>
    </message>
    <message>
        <source>The grants cannot be written to {path}: {error}.</source>
        <translation>無法將授權寫入 {path}：{error}。</translation>
    </message>
    <message>
        <source>What it allowed is asked about again.</source>
        <translation>它允許過的內容會再次詢問。</translation>
    </message>
    <message>
        <source>This grant has ended, or may not be kept.</source>
        <translation>這個授權已結束，或不能保留。</translation>
    </message>
    <message>
        <source>Wait until you are asked again.</source>
        <translation>請等到再次詢問你時再回答。</translation>
    </message>
    <message>
        <source>What the sentence asks for has changed meanwhile.</source>
        <translation>這句話所要求的內容在這段時間裡已經改變。</translation>
    </message>
    <message>
        <source>Look at it and choose again.</source>
        <translation>請再看一次，重新選擇。</translation>
    </message>
    <message>
        <source>The cap for this conversation is reached: {spent} of {cap} is spent. What would cost more waits for a new conversation; free and local tools go on.</source>
        <translation>這個對話的上限已到：{cap} 中已用 {spent}。需要更多費用的工作要等到新對話；免費與本機工具照常使用。</translation>
    </message>
    <message>
        <source>The cap for one day is reached: {spent} of {cap} is spent. What would cost more waits until 00:00 UTC; free and local tools go on.</source>
        <translation>每日上限已到：{cap} 中已用 {spent}。需要更多費用的工作要等到 UTC 00:00；免費與本機工具照常使用。</translation>
    </message>
    <message>
        <source>The cap for one month is reached: {spent} of {cap} is spent. What would cost more waits until {date}, 00:00 UTC; free and local tools go on.</source>
        <translation>每月上限已到：{cap} 中已用 {spent}。需要更多費用的工作要等到 {date} UTC 00:00；免費與本機工具照常使用。</translation>
    </message>
    <message>
        <source>Sordino ended before the answer came. The call is taken to have cost what was reserved for it.</source>
        <translation>Sordino 在收到回答前就結束了。這次呼叫的費用以預留的金額計算。</translation>
    </message>
    <message>
        <source>Ask whoever looks after this computer.</source>
        <translation>請詢問管理這台電腦的人。</translation>
    </message>
    <message>
        <source>{organisation} has settled Privacy: no milder stop can be chosen.</source>
        <translation>{organisation} 已設定隱私：不能選擇更寬鬆的位置。</translation>
    </message>
    <message>
        <source>{organisation} has settled Low latency: no slower stop can be chosen.</source>
        <translation>{organisation} 已設定低延遲：不能選擇更慢的位置。</translation>
    </message>
    <message>
        <source>{organisation} has settled the cost caps: none can be raised above its bound.</source>
        <translation>{organisation} 已設定費用上限：不能超過其界限。</translation>
    </message>
    <message>
        <source>{organisation} keeps Sordino offline.</source>
        <translation>{organisation} 讓 Sordino 保持離線。</translation>
    </message>
    <message>
        <source>{organisation} has switched off tools that cannot be switched on here.</source>
        <translation>{organisation} 已關閉某些工具，在這裡無法開啟。</translation>
    </message>
    <message>
        <source>{organisation} has fixed Privacy: it cannot be moved.</source>
        <translation>{organisation} 已固定隱私：不能移動。</translation>
    </message>
    <message>
        <source>{organisation} has fixed Low latency: it cannot be moved.</source>
        <translation>{organisation} 已固定低延遲：不能移動。</translation>
    </message>
    <message>
        <source>{organisation} has fixed the cost caps: they cannot be changed.</source>
        <translation>{organisation} 已固定費用上限：不能變更。</translation>
    </message>
    <message>
        <source>{organisation} has fixed the offline switch: it cannot be moved.</source>
        <translation>{organisation} 已固定離線開關：不能切換。</translation>
    </message>
    <message>
        <source>{organisation} has fixed which tools are switched off.</source>
        <translation>{organisation} 已固定哪些工具關閉。</translation>
    </message>
    <message>
        <source>{organisation} has fixed the preference sentence: it cannot be changed.</source>
        <translation>{organisation} 已固定偏好語句：不能變更。</translation>
    </message>
    <message>
        <source>The policy file {path} cannot be used: {problem}. Until it is mended everything stays on this computer, nothing may cost anything, and each yes holds once.</source>
        <translation>原則檔 {path} 無法使用：{problem}。修復之前，一切都留在這台電腦上，不能產生費用，每次同意只有一次有效。</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>它不是檔案</translation>
    </message>
    <message>
        <source>it is larger than 1 MiB</source>
        <translation>它大於 1 MiB</translation>
    </message>
    <message>
        <source>it has version {version}</source>
        <translation>它的版本是 {version}</translation>
    </message>
    <message>
        <source>the organisation&apos;s name cannot be shown</source>
        <translation>組織的名稱無法顯示</translation>
    </message>
    <message>
        <source>the widest grant cannot be deny</source>
        <translation>最寬的授權不能是拒絕</translation>
    </message>
    <message>
        <source>it fixes {dial} and does not say where</source>
        <translation>它固定了 {dial}，卻沒有說固定在哪裡</translation>
    </message>
    <message>
        <source>a name stands twice in one object</source>
        <translation>同一個物件中有重複的名稱</translation>
    </message>
    <message>
        <source>Search the web for current or public information.</source>
        <translation>搜尋網路上最新或公開的資訊。</translation>
    </message>
    <message>
        <source>The search words go to {host}, which also sees this computer&apos;s address, as with any visit.</source>
        <translation>搜尋字詞會送到 {host}；與任何造訪一樣，它也會看到這台電腦的位址。</translation>
    </message>
    <message>
        <source>Ask a larger model elsewhere a hard question that needs more knowledge or reasoning.</source>
        <translation>向別處更大的模型詢問需要更多知識或推理的難題。</translation>
    </message>
    <message>
        <source>The question, and nothing else of the conversation, goes to {host}.</source>
        <translation>只有問題會送到 {host}，對話的其他內容不會。</translation>
    </message>
    <message>
        <source>Work out an arithmetic expression exactly.</source>
        <translation>精確計算算式。</translation>
    </message>
    <message>
        <source>Tell the current date, weekday and time.</source>
        <translation>告知目前的日期、星期與時間。</translation>
    </message>
    <message>
        <source>List the files in the folders that the user has chosen.</source>
        <translation>列出你選擇的資料夾中的檔案。</translation>
    </message>
    <message>
        <source>Write a note down for the user, so that it can be found again later.</source>
        <translation>為你記下筆記，以便日後找到。</translation>
    </message>
    <message>
        <source>Search the user&apos;s own notes.</source>
        <translation>搜尋你自己的筆記。</translation>
    </message>
    <message>
        <source>Read a text file from the folders that the user has chosen.</source>
        <translation>讀取你選擇的資料夾中的文字檔。</translation>
    </message>
    <message>
        <source>Search the names and the text of the files in the folders that the user has chosen.</source>
        <translation>搜尋你選擇的資料夾中檔案的名稱與內容。</translation>
    </message>
    <message>
        <source>The page&apos;s address goes to {host}, which also sees this computer&apos;s address, as with any visit.</source>
        <translation>網頁的位址會送到 {host}，它也會看到這台電腦的位址，與一般瀏覽時一樣。</translation>
    </message>
    <message>
        <source>The search words go to {hosts}, which also see this computer&apos;s address, as with any visit.</source>
        <translation>搜尋字詞會送到 {hosts}，它們也會看到這台電腦的位址，與一般瀏覽時一樣。</translation>
    </message>
    <message>
        <source>The whole conversation, with all that was read in it, goes to {model} at {host}.</source>
        <translation>整段對話，連同其中讀過的一切，會送到 {host} 的 {model}。</translation>
    </message>
    <message>
        <source>The whole conversation, with all that was read in it, goes to {host}.</source>
        <translation>整段對話，連同其中讀過的一切，會送到 {host}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>EntryCard</name>
    <message>
        <source>Load</source>
        <translation>載入</translation>
    </message>
    <message>
        <source>Load {name}</source>
        <translation>載入 {name}</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>下載…</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>下載 {name}</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>授權</translation>
    </message>
    <message>
        <source>Licence of {name}</source>
        <translation>{name} 的授權</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>驗證</translation>
    </message>
    <message>
        <source>Verify {name}</source>
        <translation>驗證 {name}</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>Go online first</source>
        <translation>請先改為連線</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>已複製位址</translation>
    </message>
    <message>
        <source>Copy model card address</source>
        <translation>複製模型卡位址</translation>
    </message>
    <message>
        <source>Copy the address of the model card: {url}</source>
        <translation>複製模型卡的位址：{url}</translation>
    </message>
</context>
<context>
    <name>EntryFacts</name>
    <message>
        <source>Research only</source>
        <translation>僅限研究</translation>
    </message>
    <message>
        <source>The licence permits research and development only, no commercial use.</source>
        <translation>授權只允許研究與開發，不得作商業用途。</translation>
    </message>
    <message>
        <source>Altered weights</source>
        <translation>權重遭改動</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>已載入</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在這台電腦上</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>不在這台電腦上</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>授權：{licence}</translation>
    </message>
</context>
<context>
    <name>EntryList</name>
    <message>
        <source>Looking through the models…</source>
        <translation>正在查看模型…</translation>
    </message>
</context>
<context>
    <name>ExpertForm</name>
    <message numerus="yes">
        <source>Choose from %n model(s)…</source>
        <translation>
            <numerusform>從 %n 個模型中選擇…</numerusform>
        </translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供應商</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>金鑰</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>位址</translation>
    </message>
    <message>
        <source>Price in, $ per million tokens</source>
        <translation>輸入價格，每百萬 token 的美元數</translation>
    </message>
    <message>
        <source>Price out, $ per million tokens</source>
        <translation>輸出價格，每百萬 token 的美元數</translation>
    </message>
    <message>
        <source>Longest answer, in tokens</source>
        <translation>最長回答（token 數）</translation>
    </message>
    <message>
        <source>Thinking, in tokens</source>
        <translation>思考（token 數）</translation>
    </message>
    <message>
        <source>Models that the server has named</source>
        <translation>伺服器列出的模型</translation>
    </message>
    <message>
        <source>as the provider writes it</source>
        <translation>照供應商的寫法</translation>
    </message>
    <message>
        <source>yours to choose</source>
        <translation>由你自訂</translation>
    </message>
    <message>
        <source>Remove key</source>
        <translation>移除金鑰</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>Save and test key</source>
        <translation>儲存並測試金鑰</translation>
    </message>
    <message>
        <source>Asks the provider for its list of models, which costs nothing</source>
        <translation>向供應商詢問模型清單，不需費用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>更改 {name}</translation>
    </message>
    <message>
        <source>New expert</source>
        <translation>新增專家</translation>
    </message>
    <message>
        <source>Whether this model thinks cannot be set from here.</source>
        <translation>無法從這裡設定此模型是否思考。</translation>
    </message>
    <message>
        <source>How this server is asked to think is not known, so the setting has no effect.</source>
        <translation>不知道如何要求這台伺服器思考，因此這項設定沒有作用。</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚無</translation>
    </message>
    <message>
        <source>in the keyring</source>
        <translation>已在金鑰圈中</translation>
    </message>
    <message>
        <source>for this run only</source>
        <translation>只供這次執行</translation>
    </message>
    <message>
        <source>saved before</source>
        <translation>先前已儲存</translation>
    </message>
    <message>
        <source>More: address, prices, lengths</source>
        <translation>更多：位址、價格、長度</translation>
    </message>
    <message>
        <source>More: prices, lengths, certificate authority</source>
        <translation>更多：價格、長度、憑證授權單位</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展開</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已收合</translation>
    </message>
</context>
<context>
    <name>ExpertRow</name>
    <message>
        <source>Its price is unknown: a call reserves all that is left of your caps.</source>
        <translation>價格不明：每次呼叫會預留上限中剩餘的全部金額。</translation>
    </message>
    <message>
        <source>Asking {host} for its models…</source>
        <translation>正在向 {host} 詢問模型…</translation>
    </message>
    <message>
        <source>has a key</source>
        <translation>有金鑰</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>沒有金鑰</translation>
    </message>
    <message>
        <source>the model knows it by no name</source>
        <translation>模型不知道它</translation>
    </message>
    <message>
        <source>the model knows it as {names}</source>
        <translation>模型稱它為 {names}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編輯</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>編輯 {name}</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>測試</translation>
    </message>
    <message>
        <source>Test the key of {name}</source>
        <translation>測試 {name} 的金鑰</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>Asks the provider for its list of models, which costs nothing</source>
        <translation>向供應商詢問模型清單，不需費用</translation>
    </message>
    <message>
        <source>Remove {name}, and its key where no other expert uses it?</source>
        <translation>要移除 {name} 嗎？若沒有其他專家使用，也一併移除它的金鑰。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>ExpertsSection</name>
    <message>
        <source>Experts</source>
        <translation>專家</translation>
    </message>
    <message>
        <source>Stronger models elsewhere, for what the model of this computer cannot answer. Where privacy allows it, each call asks you first, unless an earlier yes covers it.</source>
        <translation>別處更強的模型，用於這台電腦的模型答不出的問題。隱私設定允許時，每次呼叫都先問你，除非先前的同意已涵蓋。</translation>
    </message>
    <message>
        <source>No expert yet: everything is answered by the model in use.</source>
        <translation>還沒有專家：一切都由使用中的模型回答。</translation>
    </message>
    <message>
        <source>Add an expert…</source>
        <translation>新增專家…</translation>
    </message>
    <message>
        <source>The key for {host} is in the keyring.</source>
        <translation>{host} 的金鑰已在金鑰圈中。</translation>
    </message>
    <message>
        <source>This system has no keyring, so the key for {host} is kept for this run only and written nowhere.</source>
        <translation>這個系統沒有金鑰圈，{host} 的金鑰只在這次執行期間保留，不會寫到任何地方。</translation>
    </message>
    <message>
        <source>The key for {host} is removed.</source>
        <translation>已移除 {host} 的金鑰。</translation>
    </message>
</context>
<context>
    <name>Family</name>
    <message>
        <source>Other sizes ({count})</source>
        <translation>其他大小（{count}）</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展開</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已收合</translation>
    </message>
</context>
<context>
    <name>FigureStrip</name>
    <message>
        <source>Calls</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>Left this computer</source>
        <translation>離開這台電腦</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>已詢問</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>已拒絕</translation>
    </message>
    <message>
        <source>{rules} by rule, {answers} by answer</source>
        <translation>規則 {rules}，回答 {answers}</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>花費</translation>
    </message>
    <message>
        <source>nothing was sent</source>
        <translation>什麼都沒送出</translation>
    </message>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%n 個主機</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} to {hosts}</source>
        <translation>{size}，送往 {hosts}</translation>
    </message>
    <message>
        <source>no question needed</source>
        <translation>無須詢問</translation>
    </message>
    <message>
        <source>{count} agreed</source>
        <translation>{count} 次同意</translation>
    </message>
    <message>
        <source>only free tools may run</source>
        <translation>只能用免費工具</translation>
    </message>
    <message>
        <source>at most ${cap} a day</source>
        <translation>每日最多 ${cap}</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Not in this conversation</source>
        <translation>這個對話中沒有</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>在這個對話中尋找</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一個</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一個</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
</context>
<context>
    <name>FoldersSection</name>
    <message>
        <source>Folders</source>
        <translation>資料夾</translation>
    </message>
    <message>
        <source>File tools read these folders and what lies in them, and nothing else.</source>
        <translation>檔案工具只讀這些資料夾及其內容，其他一概不讀。</translation>
    </message>
    <message>
        <source>No folder yet: file tools can read nothing.</source>
        <translation>還沒有資料夾：檔案工具什麼都不能讀。</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>加入資料夾…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove {folder}</source>
        <translation>移除 {folder}</translation>
    </message>
    <message>
        <source>Choose a folder that file tools may read</source>
        <translation>選擇檔案工具可以讀取的資料夾</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Deny</source>
        <translation>拒絕</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Show what would be sent</source>
        <translation>顯示將送出的內容</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
</context>
<context>
    <name>GrantRow</name>
    <message>
        <source>Revoke</source>
        <translation>撤銷</translation>
    </message>
    <message>
        <source>Revoke {grant}</source>
        <translation>撤銷 {grant}</translation>
    </message>
    <message>
        <source>Keep until revoked</source>
        <translation>保留到撤銷為止</translation>
    </message>
    <message>
        <source>Keep {grant} until revoked</source>
        <translation>將 {grant} 保留到撤銷為止</translation>
    </message>
</context>
<context>
    <name>GrantsSection</name>
    <message>
        <source>Grants in force</source>
        <translation>有效的授權</translation>
    </message>
    <message>
        <source>A yes that covers further calls. It ends at once when you revoke it.</source>
        <translation>涵蓋後續呼叫的同意。撤銷後立即失效。</translation>
    </message>
    <message>
        <source>None: every call that asks, asks each time.</source>
        <translation>沒有：需要詢問的呼叫每次都會詢問。</translation>
    </message>
    <message>
        <source>Revoke all</source>
        <translation>全部撤銷</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>State: {state}</source>
        <translation>狀態：{state}</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>顯示或隱藏對話清單</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>對話</translation>
    </message>
    <message>
        <source>A question waits</source>
        <translation>有問題等你回答</translation>
    </message>
    <message>
        <source>Cloud allowed until {time}</source>
        <translation>{time} 前允許雲端</translation>
    </message>
    <message>
        <source>Calls to {hosts} need no further question. Whatever else would leave this computer asks.</source>
        <translation>對 {hosts} 的呼叫不再詢問。其他要離開這台電腦的內容都會先詢問。</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>啟動中</translation>
    </message>
    <message>
        <source>Nothing leaves this computer while Sordino starts.</source>
        <translation>Sordino 啟動期間，什麼都不會離開這台電腦。</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>離線</translation>
    </message>
    <message>
        <source>No process of Sordino can reach the network.</source>
        <translation>Sordino 沒有任何行程能連上網路。</translation>
    </message>
    <message>
        <source>Going offline</source>
        <translation>正在離線</translation>
    </message>
    <message>
        <source>Offline is set, but the process that can connect is still there.</source>
        <translation>已設為離線，但可連線的行程還在。</translation>
    </message>
    <message>
        <source>Local only</source>
        <translation>僅限本機</translation>
    </message>
    <message>
        <source>Only tools on this computer may be used.</source>
        <translation>只能使用這台電腦上的工具。</translation>
    </message>
    <message>
        <source>Ask before cloud</source>
        <translation>上雲端前先詢問</translation>
    </message>
    <message>
        <source>Whatever would leave this computer is shown to you first and needs your yes.</source>
        <translation>凡要離開這台電腦的，都先給你看，並須你同意。</translation>
    </message>
    <message>
        <source>Answers from {host}</source>
        <translation>由 {host} 回答</translation>
    </message>
    <message>
        <source>The model runs on {host}. Your conversation is sent there, once you have agreed to it.</source>
        <translation>模型在 {host} 上執行。經你同意後，對話會送到那裡。</translation>
    </message>
    <message>
        <source>Cloud allowed</source>
        <translation>允許雲端</translation>
    </message>
    <message>
        <source>Some calls may leave this computer without a question. The rules are in Preferences.</source>
        <translation>有些呼叫可不經詢問離開這台電腦。規則在偏好設定中。</translation>
    </message>
    <message>
        <source>Go online</source>
        <translation>改為連線</translation>
    </message>
    <message>
        <source>Go offline</source>
        <translation>改為離線</translation>
    </message>
    <message>
        <source>Switch between offline and online (Ctrl+Shift+O)</source>
        <translation>切換離線與連線（Ctrl+Shift+O）</translation>
    </message>
    <message>
        <source>Sordino was started offline. Start it without --offline to change this.</source>
        <translation>Sordino 以離線模式啟動。要更改，請不加 --offline 重新啟動。</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在載入模型</translation>
    </message>
    <message>
        <source>Loading {name} · {percent} %</source>
        <translation>正在載入 {name} · {percent} %</translation>
    </message>
    <message>
        <source>{n} tokens/s</source>
        <translation>每秒 {n} token</translation>
    </message>
    <message>
        <source>{model} at {host}</source>
        <translation>{host} 上的 {model}</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>沒有模型</translation>
    </message>
</context>
<context>
    <name>HidingSection</name>
    <message>
        <source>Hide before sending</source>
        <translation>送出前先隱藏</translation>
    </message>
    <message>
        <source>What is found is replaced by a placeholder such as [EMAIL_1], and put back in the answer. It is a help and no promise: read what will be sent.</source>
        <translation>找到的內容會換成 [EMAIL_1] 這樣的代號，並在回答中還原。這只是輔助，不是保證：請閱讀將送出的內容。</translation>
    </message>
    <message>
        <source>Hide {kind}</source>
        <translation>隱藏{kind}</translation>
    </message>
    <message>
        <source>Your own words, one on each line: names, your street, clients</source>
        <translation>你自己的字詞，每行一個：姓名、街道、客戶</translation>
    </message>
    <message>
        <source>Save words</source>
        <translation>儲存字詞</translation>
    </message>
    <message>
        <source>Each line has {least} to {longest} characters that can be seen, and there are at most {most} lines.</source>
        <translation>每行 {least} 到 {longest} 個看得見的字元，最多 {most} 行。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已儲存。</translation>
    </message>
</context>
<context>
    <name>InUse</name>
    <message>
        <source>{percent} % read</source>
        <translation>已讀取 {percent} %</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>載入中</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>未載入</translation>
    </message>
    <message>
        <source>No model is loaded yet</source>
        <translation>尚未載入模型</translation>
    </message>
    <message>
        <source>It is loaded with the first message, or when you choose one below.</source>
        <translation>送出第一則訊息時載入，或由你在下方選擇。</translation>
    </message>
    <message>
        <source>{count} tokens of context</source>
        <translation>上下文 {count} token</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>No call selected</source>
        <translation>未選取呼叫</translation>
    </message>
    <message>
        <source>Choose a call to see why it was allowed, asked about or denied, and what it sent.</source>
        <translation>選一次呼叫，看它為何獲准、為何詢問或為何遭拒，以及送出了什麼。</translation>
    </message>
    <message>
        <source>Copy what was sent</source>
        <translation>複製送出的內容</translation>
    </message>
    <message>
        <source>Details of the selected call</source>
        <translation>所選呼叫的詳情</translation>
    </message>
    <message>
        <source>Rule: {rule}</source>
        <translation>規則：{rule}</translation>
    </message>
    <message>
        <source>Who decided</source>
        <translation>誰決定的</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{when}, took {seconds}</source>
        <translation>{when}，費時 {seconds}</translation>
    </message>
    <message>
        <source>When</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>去處</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>價格</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>發生了什麼</translation>
    </message>
    <message>
        <source>Why it was asked</source>
        <translation>為何詢問</translation>
    </message>
    <message>
        <source>Why it was denied</source>
        <translation>為何拒絕</translation>
    </message>
    <message>
        <source>Why it was allowed</source>
        <translation>為何允許</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>送出的內容</translation>
    </message>
    <message>
        <source>What would have been sent, and was not</source>
        <translation>本來要送、但沒有送出的內容</translation>
    </message>
    <message>
        <source>Arguments from the model</source>
        <translation>模型給的參數</translation>
    </message>
    <message>
        <source>Data labels</source>
        <translation>資料標記</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Result, as the model read it</source>
        <translation>模型讀到的結果</translation>
    </message>
</context>
<context>
    <name>ItemDetail</name>
    <message>
        <source>Will be sent</source>
        <translation>將會送出</translation>
    </message>
    <message>
        <source>Raw bytes</source>
        <translation>原始位元組</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>參數</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編輯</translation>
    </message>
    <message>
        <source>Cancel the change</source>
        <translation>取消更改</translation>
    </message>
    <message>
        <source>Edit what will be sent</source>
        <translation>編輯將送出的內容</translation>
    </message>
    <message>
        <source>Changed by you</source>
        <translation>已由你更改</translation>
    </message>
    <message>
        <source>Changes · {count}</source>
        <translation>變更 · {count}</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（無）</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>changed by you</source>
        <translation>已由你更改</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>顯示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隱藏</translation>
    </message>
    <message>
        <source>stays here</source>
        <translation>留在本機</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
</context>
<context>
    <name>LicencePanel</name>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
</context>
<context>
    <name>LicenceText</name>
    <message>
        <source>Licence: {licence}</source>
        <translation>授權：{licence}</translation>
    </message>
    <message>
        <source>From {url}</source>
        <translation>來自 {url}</translation>
    </message>
    <message>
        <source>Its text is at {url}. Sordino opens no links; read it in your browser first.</source>
        <translation>條文在 {url}。Sordino 不開啟連結；請先用瀏覽器閱讀。</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>授權條文</translation>
    </message>
    <message>
        <source>For research and development only: this licence permits no commercial use.</source>
        <translation>僅供研究與開發：這份授權不允許商業用途。</translation>
    </message>
</context>
<context>
    <name>LiveAnswer</name>
    <message>
        <source>The answer so far</source>
        <translation>目前為止的回答</translation>
    </message>
</context>
<context>
    <name>LoadingOptions</name>
    <message>
        <source>How it is loaded</source>
        <translation>載入方式</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展開</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已收合</translation>
    </message>
    <message>
        <source>Layers on the graphics card</source>
        <translation>放在顯示卡上的層數</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Cache type</source>
        <translation>快取類型</translation>
    </message>
    <message>
        <source>Automatic: as many as fit into its free memory. 0 keeps everything on the processor.</source>
        <translation>自動：依可用的顯示卡記憶體盡量多放。0 表示全部由處理器執行。</translation>
    </message>
    <message>
        <source>How many tokens it can keep in view, the conversation included. Automatic: as many as fit into the free memory.</source>
        <translation>它能同時顧及多少 token，包含對話。自動：依可用記憶體盡量多。</translation>
    </message>
    <message>
        <source>How exactly it keeps what it has read. q8_0 takes about half the memory of f16 and is a little less exact.</source>
        <translation>它保存已讀內容的精確程度。q8_0 約為 f16 一半的記憶體，精確度略低。</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Apply and load again</source>
        <translation>套用並重新載入</translation>
    </message>
    <message>
        <source>Write whole numbers: layers from 0 to {layers}, a context from {least} tokens.</source>
        <translation>請填整數：層數從 0 到 {layers}，上下文至少 {least} 個 token。</translation>
    </message>
</context>
<context>
    <name>LooksSection</name>
    <message>
        <source>Appearance</source>
        <translation>外觀</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>顏色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>與系統相同</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>淺色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>New chat</source>
        <translation>新對話</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>在這個對話中尋找</translation>
    </message>
    <message>
        <source>Switch between offline and online</source>
        <translation>切換離線與連線</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>顯示或隱藏對話清單</translation>
    </message>
    <message>
        <source>Stop this answer</source>
        <translation>停止這則回答</translation>
    </message>
    <message>
        <source>Open Activity</source>
        <translation>開啟活動記錄</translation>
    </message>
    <message>
        <source>Open Models</source>
        <translation>開啟模型</translation>
    </message>
    <message>
        <source>Open Preferences</source>
        <translation>開啟偏好設定</translation>
    </message>
    <message>
        <source>Prove that nothing can get out</source>
        <translation>證明什麼都出不去</translation>
    </message>
    <message>
        <source>Sordino opens no links. The address is in the clipboard: {address}</source>
        <translation>Sordino 不開啟連結。位址已放到剪貼簿：{address}</translation>
    </message>
</context>
<context>
    <name>MarkdownView</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Load a GGUF file…</source>
        <translation>載入 GGUF 檔案…</translation>
    </message>
    <message>
        <source>Add to the models folder…</source>
        <translation>加到模型資料夾…</translation>
    </message>
    <message>
        <source>Nothing is downloaded before you have seen the licence and said yes. A GGUF file of your own can be dropped here.</source>
        <translation>在你看過授權並同意之前，什麼都不會下載。你自己的 GGUF 檔案可以拖放到這裡。</translation>
    </message>
    <message>
        <source>Choose a GGUF file</source>
        <translation>選擇 GGUF 檔案</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation>GGUF 模型 (*.gguf)</translation>
    </message>
</context>
<context>
    <name>NoCalls</name>
    <message>
        <source>Show all calls</source>
        <translation>顯示所有呼叫</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>還沒有呼叫</translation>
    </message>
    <message>
        <source>Each time the assistant uses a tool, a row appears here: what ran, what left this computer and where it went, what it cost, and which rule or answer allowed it.</source>
        <translation>助理每用一次工具，這裡就多一列：執行了什麼、什麼離開了這台電腦、去了哪裡、花了多少，以及是哪條規則或誰的回答允許的。</translation>
    </message>
    <message>
        <source>No call matches</source>
        <translation>沒有符合的呼叫</translation>
    </message>
    <message>
        <source>Calls are on record, but none fits the search and the filters above.</source>
        <translation>記錄中有呼叫，但沒有一筆符合上方的搜尋與篩選。</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>關閉</translation>
    </message>
</context>
<context>
    <name>OfflineSection</name>
    <message>
        <source>While this is on, no process of Sordino can open a connection.</source>
        <translation>開啟時，Sordino 沒有任何行程能建立連線。</translation>
    </message>
    <message>
        <source>Sordino was started offline. Start it without --offline to change this.</source>
        <translation>Sordino 以離線模式啟動。要更改，請不加 --offline 重新啟動。</translation>
    </message>
    <message>
        <source>Set by {organisation}</source>
        <translation>由 {organisation} 設定</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>離線</translation>
    </message>
    <message>
        <source>Prove it</source>
        <translation>證明</translation>
    </message>
    <message>
        <source>Prove that nothing can get out</source>
        <translation>證明什麼都出不去</translation>
    </message>
    <message>
        <source>Tries every way out from every kind of process, and shows what came of it</source>
        <translation>從每種行程嘗試每一條出路，並顯示結果</translation>
    </message>
</context>
<context>
    <name>PreferencesPage</name>
    <message>
        <source>Preferences</source>
        <translation>偏好設定</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>雲端</translation>
    </message>
</context>
<context>
    <name>PricesSection</name>
    <message>
        <source>Prices</source>
        <translation>價格</translation>
    </message>
    <message>
        <source>Estimates come from a list that came with the program. Your own prices at an expert win.</source>
        <translation>估價來自程式附帶的價目表；你為專家自訂的價格優先。</translation>
    </message>
    <message>
        <source>Update…</source>
        <translation>更新…</translation>
    </message>
    <message>
        <source>Update the price list</source>
        <translation>更新價目表</translation>
    </message>
    <message>
        <source>Fetches the list from its publisher, after a question</source>
        <translation>詢問你之後，向發布者取得價目表</translation>
    </message>
    <message>
        <source>The list is being read.</source>
        <translation>正在讀取價目表。</translation>
    </message>
    <message>
        <source>The list of {day}, which you have fetched.</source>
        <translation>{day} 的價目表，由你取得。</translation>
    </message>
    <message>
        <source>The list of {day}, which came with the program.</source>
        <translation>{day} 的價目表，隨程式附帶。</translation>
    </message>
    <message>
        <source>A newer list is being asked for…</source>
        <translation>正在取得較新的價目表…</translation>
    </message>
</context>
<context>
    <name>ProcessWays</name>
    <message>
        <source>unfolded</source>
        <translation>已展開</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已收合</translation>
    </message>
</context>
<context>
    <name>ProofView</name>
    <message>
        <source>Copy as text</source>
        <translation>複製為文字</translation>
    </message>
    <message>
        <source>Every way out is being tried from every kind of process…</source>
        <translation>正從每種行程嘗試每一條出路…</translation>
    </message>
</context>
<context>
    <name>ProofWords</name>
    <message>
        <source>You are online: a broker runs, and it can reach the network. Switch offline on and prove it again.</source>
        <translation>你在連線中：中介行程執行中，可以連上網路。請切換為離線後再證明一次。</translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) of process</source>
        <translation>
            <numerusform>%n 種行程</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing can get out: %n attempt(s) from {kinds}, all refused by the system.</source>
        <translation>
            <numerusform>什麼都出不去：從{kinds}嘗試 %n 次，全被系統拒絕。</numerusform>
        </translation>
    </message>
    <message>
        <source>{process}: not held by the system</source>
        <translation>{process}：不受系統限制</translation>
    </message>
    <message>
        <source>Nothing could be tried, so nothing is proved.</source>
        <translation>什麼都無法嘗試，因此沒有證明什麼。</translation>
    </message>
    <message numerus="yes">
        <source>Not held by the system here: {open} of %n attempt(s) were not refused.</source>
        <translation>
            <numerusform>這裡系統沒有擋住：%n 次嘗試中有 {open} 次未被拒絕。</numerusform>
        </translation>
    </message>
    <message>
        <source>{process}: nothing to try here</source>
        <translation>{process}：這裡沒有可嘗試的</translation>
    </message>
    <message numerus="yes">
        <source>{process}: {open} of %n not refused</source>
        <translation>
            <numerusform>{process}：%n 次中有 {open} 次未被拒絕</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{process}: all %n refused</source>
        <translation>
            <numerusform>{process}：%n 次全被拒絕</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProxySection</name>
    <message>
        <source>Proxy</source>
        <translation>代理伺服器</translation>
    </message>
    <message>
        <source>Leave it empty to connect directly. Proxies that the system or its environment name are never used.</source>
        <translation>留空則直接連線。系統或環境變數指定的代理伺服器一律不用。</translation>
    </message>
    <message>
        <source>Address of your proxy</source>
        <translation>代理伺服器的位址</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>Save the proxy</source>
        <translation>儲存代理伺服器</translation>
    </message>
    <message>
        <source>Write it as http://host:port, without a user name.</source>
        <translation>請寫成 http://host:port，不含使用者名稱。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已儲存。</translation>
    </message>
</context>
<context>
    <name>ReceiptLine</name>
    <message>
        <source>Show these calls in Activity</source>
        <translation>在活動記錄中顯示這些呼叫</translation>
    </message>
</context>
<context>
    <name>RemovalPanel</name>
    <message>
        <source>Remove {size} from this computer?</source>
        <translation>要從這台電腦移除 {size} 嗎？</translation>
    </message>
    <message>
        <source>Deletes {path}.</source>
        <translation>會刪除 {path}。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>移除 {name}</translation>
    </message>
</context>
<context>
    <name>RisksPanel</name>
    <message>
        <source>The weights of {name} look altered</source>
        <translation>{name} 的權重看來遭改動</translation>
    </message>
    <message>
        <source>Why Sordino thinks so</source>
        <translation>Sordino 為何這麼認為</translation>
    </message>
    <message>
        <source>What that may mean</source>
        <translation>這可能意味著</translation>
    </message>
    <message>
        <source>I have read the risks and accept them for this file</source>
        <translation>我已閱讀風險，並對這個檔案接受</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Load anyway</source>
        <translation>仍要載入</translation>
    </message>
</context>
<context>
    <name>RuleRow</name>
    <message numerus="yes">
        <source>%n more last week</source>
        <translation>
            <numerusform>上週會多 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fewer last week</source>
        <translation>
            <numerusform>上週會少 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允許</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>詢問</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>拒絕</translation>
    </message>
</context>
<context>
    <name>RulesCard</name>
    <message numerus="yes">
        <source>compared with last week&apos;s %n call(s)</source>
        <translation>
            <numerusform>與上週的 %n 次呼叫比較</numerusform>
        </translation>
    </message>
    <message>
        <source>If you let go here</source>
        <translation>如果在這裡放開</translation>
    </message>
    <message>
        <source>A preview: nothing has changed yet.</source>
        <translation>這是預覽：目前什麼都沒有改變。</translation>
    </message>
    <message>
        <source>Rules in force</source>
        <translation>目前生效的規則</translation>
    </message>
    <message numerus="yes">
        <source>%n further rule(s) always hold(s)</source>
        <translation>
            <numerusform>另有 %n 條規則一律適用</numerusform>
        </translation>
    </message>
    <message>
        <source>The gate checks every call against these. Deny beats ask, ask beats allow.</source>
        <translation>每次呼叫都依這些規則檢查。拒絕優先於詢問，詢問優先於允許。</translation>
    </message>
</context>
<context>
    <name>ScopeMenu</name>
    <message>
        <source>More…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>More: a yes that covers further calls</source>
        <translation>更多：涵蓋後續呼叫的同意</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>New chat</source>
        <translation>新對話</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>新對話（Ctrl+N）</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜尋</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜尋對話</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>對話</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活動記錄</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好設定</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本週</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>No conversation has these words in its title.</source>
        <translation>沒有標題含這些字的對話。</translation>
    </message>
    <message>
        <source>Delete this conversation?</source>
        <translation>刪除這個對話？</translation>
    </message>
    <message>
        <source>Delete “{title}”?</source>
        <translation>刪除「{title}」？</translation>
    </message>
    <message>
        <source>Its messages are removed. Its rows in the activity record stay.</source>
        <translation>訊息會移除；活動記錄中的資料列會保留。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>刪除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>ThinkingFold</name>
    <message>
        <source>Thinking…</source>
        <translation>思考中…</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>思考過</translation>
    </message>
    <message>
        <source>Thought for {n} s</source>
        <translation>思考了 {n} 秒</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
</context>
<context>
    <name>TiersSection</name>
    <message>
        <source>Names for the model</source>
        <translation>給模型的名稱</translation>
    </message>
    <message>
        <source>The model knows experts by these names alone, with price and speed, and chooses among them. It never learns who stands behind a name.</source>
        <translation>模型只知道這些名稱，以及價格與速度，並從中選擇；它永遠不知道名稱背後是誰。</translation>
    </message>
    <message>
        <source>Who is {tier} to the model</source>
        <translation>對模型來說 {tier} 是誰</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>無</translation>
    </message>
    <message>
        <source>automatic: {name}</source>
        <translation>自動：{name}</translation>
    </message>
    <message>
        <source>Other names: search, reasoner, answer</source>
        <translation>其他名稱：search、reasoner、answer</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展開</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已收合</translation>
    </message>
</context>
<context>
    <name>ToolLine</name>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>asks you</source>
        <translation>詢問你</translation>
    </message>
    <message>
        <source>running</source>
        <translation>執行中</translation>
    </message>
    <message>
        <source>thinks</source>
        <translation>思考中</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>回答中</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>參數</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（無）</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>決定</translation>
    </message>
    <message>
        <source>What the model was told</source>
        <translation>告訴模型的話</translation>
    </message>
    <message>
        <source>… cut here</source>
        <translation>… 在此截斷</translation>
    </message>
</context>
<context>
    <name>ToolRow</name>
    <message>
        <source>Never use {tool}</source>
        <translation>永不使用 {tool}</translation>
    </message>
    <message>
        <source>Never used</source>
        <translation>永不使用</translation>
    </message>
    <message>
        <source>its arguments</source>
        <translation>它的參數</translation>
    </message>
    <message>
        <source>Sends: {what}</source>
        <translation>送出：{what}</translation>
    </message>
    <message>
        <source>Without it: {what}</source>
        <translation>沒有它：{what}</translation>
    </message>
</context>
<context>
    <name>ToolsSection</name>
    <message>
        <source>Hard limits</source>
        <translation>硬性限制</translation>
    </message>
    <message>
        <source>Turn a switch on, and that tool is never used, whatever the dials say.</source>
        <translation>打開開關後，無論其他設定如何，都不會使用該工具。</translation>
    </message>
    <message>
        <source>Set by {organisation}</source>
        <translation>由 {organisation} 設定</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Conversation</source>
        <translation>對話</translation>
    </message>
    <message>
        <source>Show earlier messages</source>
        <translation>顯示較早的訊息</translation>
    </message>
</context>
<context>
    <name>TurnView</name>
    <message>
        <source>A call was not valid and did not run: {problem}</source>
        <translation>有一次呼叫無效，未執行：{problem}</translation>
    </message>
    <message>
        <source>The conversation is longer than the model can read. Results and messages left out this time, oldest first: {count}. Nothing was deleted.</source>
        <translation>對話比模型能讀的還長。這次略去的結果與訊息（從最舊的起）：{count}。沒有刪除任何內容。</translation>
    </message>
    <message>
        <source>Stopped by you</source>
        <translation>由你停止</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>approved once</source>
        <translation>同意一次</translation>
    </message>
    <message>
        <source>approved for this file</source>
        <translation>已同意這個檔案</translation>
    </message>
    <message>
        <source>approved for this answer</source>
        <translation>已同意這個回答</translation>
    </message>
    <message>
        <source>approved for this conversation</source>
        <translation>已同意這個對話</translation>
    </message>
    <message>
        <source>approved for one hour</source>
        <translation>已同意一小時</translation>
    </message>
    <message>
        <source>approved for this host until Sordino ends</source>
        <translation>已同意此主機，直到 Sordino 結束</translation>
    </message>
    <message>
        <source>approved until revoked</source>
        <translation>已同意，直到撤銷</translation>
    </message>
</context>
<context>
    <name>UserBubble</name>
    <message>
        <source>You: {text}</source>
        <translation>你：{text}</translation>
    </message>
</context>
<context>
    <name>WebSection</name>
    <message>
        <source>Web search</source>
        <translation>網路搜尋</translation>
    </message>
    <message>
        <source>Each engine that is checked is named on the card before a search, and gets its words.</source>
        <translation>勾選的每個搜尋引擎都會在搜尋前列在卡片上，並收到搜尋字詞。</translation>
    </message>
    <message>
        <source>One engine must stay. To search nowhere, turn web_search off under Rules.</source>
        <translation>至少要留一個搜尋引擎。若完全不搜尋，請在「規則」中關閉 web_search。</translation>
    </message>
    <message>
        <source>Region of the results</source>
        <translation>結果的地區</translation>
    </message>
    <message>
        <source>All regions</source>
        <translation>所有地區</translation>
    </message>
</context>
<context>
    <name>WishSection</name>
    <message>
        <source>Set by {organisation}</source>
        <translation>由 {organisation} 設定</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>用一句話說</translation>
    </message>
    <message>
        <source>The model reads this sentence with each request, as a wish. It may lean towards it; what is enforced are the rules on this page.</source>
        <translation>模型每次都會讀到這句話，當作你的心願。它可能會盡量照做；真正強制執行的是這一頁的規則。</translation>
    </message>
    <message>
        <source>For example: avoid web search, save money</source>
        <translation>例如：少用網路搜尋，能省錢就省錢</translation>
    </message>
    <message>
        <source>allows more</source>
        <translation>放寬</translation>
    </message>
    <message>
        <source>The model is told, no rule changes: {phrases}</source>
        <translation>只告訴模型，不改變規則：{phrases}</translation>
    </message>
    <message>
        <source>Not understood: {phrases}</source>
        <translation>無法理解：{phrases}</translation>
    </message>
    <message>
        <source>The rules in force do this already.</source>
        <translation>目前的規則已經做到這一點。</translation>
    </message>
    <message>
        <source>No change was understood in this.</source>
        <translation>這句話裡沒有讀出任何變更。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>Apply %n change(s)</source>
        <translation>
            <numerusform>套用 %n 項變更</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message>
        <source>Pause</source>
        <translation>暫停</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>cloud</name>
    <message>
        <source>e-mail addresses</source>
        <translation>電子郵件地址</translation>
    </message>
    <message>
        <source>telephone numbers</source>
        <translation>電話號碼</translation>
    </message>
    <message>
        <source>payment cards</source>
        <translation>付款卡</translation>
    </message>
    <message>
        <source>bank accounts</source>
        <translation>銀行帳號</translation>
    </message>
    <message>
        <source>identity numbers</source>
        <translation>身分證號</translation>
    </message>
    <message>
        <source>passport numbers</source>
        <translation>護照號碼</translation>
    </message>
    <message>
        <source>dates of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>network addresses</source>
        <translation>網路位址</translation>
    </message>
    <message>
        <source>coordinates</source>
        <translation>座標</translation>
    </message>
    <message>
        <source>tokens and secrets</source>
        <translation>權杖與機密</translation>
    </message>
    <message>
        <source>passwords</source>
        <translation>密碼</translation>
    </message>
    <message>
        <source>private keys</source>
        <translation>私密金鑰</translation>
    </message>
    <message>
        <source>crypto addresses</source>
        <translation>加密貨幣位址</translation>
    </message>
    <message>
        <source>Another server</source>
        <translation>其他伺服器</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免費</translation>
    </message>
    <message>
        <source>${low} in, ${high} out per million tokens (your own price)</source>
        <translation>每百萬 token 輸入 ${low}、輸出 ${high}（自訂價格）</translation>
    </message>
    <message>
        <source>${low} in, ${high} out per million tokens (price list)</source>
        <translation>每百萬 token 輸入 ${low}、輸出 ${high}（價目表）</translation>
    </message>
    <message>
        <source>not timed yet</source>
        <translation>尚未計時</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>約 {time}</translation>
    </message>
    <message>
        <source>as listed</source>
        <translation>照價目表</translation>
    </message>
    <message>
        <source>{sum} as listed</source>
        <translation>{sum}，照價目表</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>請取個名稱。</translation>
    </message>
    <message>
        <source>A name has up to {most} letters, digits, spaces, dots and dashes.</source>
        <translation>名稱最多 {most} 個字元，可用字母、數字、空格、句點與連字號。</translation>
    </message>
    <message>
        <source>Thinking takes fewer tokens than the longest answer, and at Anthropic {least} or more; 0 sets no budget.</source>
        <translation>思考的 token 數須少於最長回答，在 Anthropic 至少 {least} 個；0 表示不設限。</translation>
    </message>
    <message>
        <source>Another expert has this name already.</source>
        <translation>已有其他專家使用這個名稱。</translation>
    </message>
    <message>
        <source>This is no usable address. Write it as https://host/v1, without a user name or a query.</source>
        <translation>這個位址無法使用。請寫成 https://host/v1，不含使用者名稱與查詢字串。</translation>
    </message>
    <message>
        <source>http sends your text and your key unencrypted. Use https, or a server on your own network.</source>
        <translation>http 會以未加密的方式送出你的文字與金鑰。請用 https，或自己網路上的伺服器。</translation>
    </message>
    <message>
        <source>Write the name of the model as the server knows it.</source>
        <translation>請照伺服器的寫法填寫模型名稱。</translation>
    </message>
    <message>
        <source>Write both prices as amounts such as 2.50, or leave both empty for the listed ones.</source>
        <translation>請將兩個價格寫成 2.50 這樣的金額，或都留空以採用價目表。</translation>
    </message>
    <message>
        <source>A key holds plain letters, digits and signs, and no spaces.</source>
        <translation>金鑰只含一般字母、數字與符號，不含空格。</translation>
    </message>
    <message>
        <source>Write the longest answer as a whole number of tokens from 1 to {most}.</source>
        <translation>最長回答請寫成 1 到 {most} 的整數 token 數。</translation>
    </message>
    <message>
        <source>An authority of your own is for an https address of your own alone.</source>
        <translation>自訂的授權單位只能用於自己的 https 位址。</translation>
    </message>
</context>
<context>
    <name>consent</name>
    <message>
        <source>Let {tool} run?</source>
        <translation>讓 {tool} 執行？</translation>
    </message>
    <message>
        <source>Let these {count} calls run?</source>
        <translation>讓這 {count} 次呼叫執行？</translation>
    </message>
    <message>
        <source>Send this?</source>
        <translation>送出這個？</translation>
    </message>
    <message>
        <source>Send this to {host}?</source>
        <translation>把這個送到 {host}？</translation>
    </message>
    <message>
        <source>Send these {count} requests to {host}?</source>
        <translation>把這 {count} 個請求送到 {host}？</translation>
    </message>
    <message>
        <source>Allow these {count} calls?</source>
        <translation>允許這 {count} 次呼叫？</translation>
    </message>
    <message>
        <source>{reason} (rule: {rule})</source>
        <translation>{reason}（規則：{rule}）</translation>
    </message>
    <message>
        <source>Send once</source>
        <translation>送出一次</translation>
    </message>
    <message>
        <source>Allow once</source>
        <translation>允許一次</translation>
    </message>
    <message>
        <source>Send all {count} once</source>
        <translation>全部 {count} 個送出一次</translation>
    </message>
    <message>
        <source>Download this file</source>
        <translation>下載這個檔案</translation>
    </message>
    <message>
        <source>Send for this answer</source>
        <translation>為這個回答送出</translation>
    </message>
    <message>
        <source>Send for this conversation</source>
        <translation>為這個對話送出</translation>
    </message>
    <message>
        <source>Send for one hour</source>
        <translation>一小時內都送出</translation>
    </message>
    <message>
        <source>Send to this host until Sordino ends</source>
        <translation>送出到此主機，直到 Sordino 結束</translation>
    </message>
    <message>
        <source>Download these {count} files</source>
        <translation>下載這 {count} 個檔案</translation>
    </message>
    <message>
        <source>Send all {count} for this answer</source>
        <translation>為這個回答送出全部 {count} 項</translation>
    </message>
    <message>
        <source>Send all {count} for this conversation</source>
        <translation>為這個對話送出全部 {count} 項</translation>
    </message>
    <message>
        <source>Send all {count} for one hour</source>
        <translation>全部 {count} 個送出，維持一小時</translation>
    </message>
    <message>
        <source>Send all {count} to these hosts until Sordino ends</source>
        <translation>全部 {count} 個送出到這些主機，直到 Sordino 結束</translation>
    </message>
    <message>
        <source>Send {count} of {total} once</source>
        <translation>送出 {total} 個中的 {count} 個，一次</translation>
    </message>
    <message>
        <source>Download {count} of {total} files</source>
        <translation>下載 {total} 個檔案中的 {count} 個</translation>
    </message>
    <message>
        <source>Send {count} of {total} for this answer</source>
        <translation>為這個回答送出 {total} 個中的 {count} 個</translation>
    </message>
    <message>
        <source>Send {count} of {total} for this conversation</source>
        <translation>為這個對話送出 {total} 個中的 {count} 個</translation>
    </message>
    <message>
        <source>Send {count} of {total} for one hour</source>
        <translation>送出 {total} 個中的 {count} 個，維持一小時</translation>
    </message>
    <message>
        <source>Send {count} of {total} to these hosts until Sordino ends</source>
        <translation>送出 {total} 個中的 {count} 個到這些主機，直到 Sordino 結束</translation>
    </message>
    <message>
        <source>Allow for this file</source>
        <translation>允許用於這個檔案</translation>
    </message>
    <message>
        <source>Allow for this answer</source>
        <translation>允許用於這個回答</translation>
    </message>
    <message>
        <source>Allow for this conversation</source>
        <translation>允許用於這個對話</translation>
    </message>
    <message>
        <source>Allow for one hour</source>
        <translation>允許一小時</translation>
    </message>
    <message>
        <source>Allow until Sordino ends</source>
        <translation>允許到 Sordino 結束為止</translation>
    </message>
    <message>
        <source>Allow all {count} once</source>
        <translation>全部 {count} 個允許一次</translation>
    </message>
    <message>
        <source>Allow all {count} for these files</source>
        <translation>允許全部 {count} 項用於這些檔案</translation>
    </message>
    <message>
        <source>Allow all {count} for this answer</source>
        <translation>允許全部 {count} 項用於這個回答</translation>
    </message>
    <message>
        <source>Allow all {count} for this conversation</source>
        <translation>允許全部 {count} 項用於這個對話</translation>
    </message>
    <message>
        <source>Allow all {count} for one hour</source>
        <translation>全部 {count} 個允許一小時</translation>
    </message>
    <message>
        <source>Allow all {count} until Sordino ends</source>
        <translation>全部 {count} 個允許，直到 Sordino 結束</translation>
    </message>
    <message>
        <source>Allow {count} of {total} once</source>
        <translation>允許 {total} 個中的 {count} 個，一次</translation>
    </message>
    <message>
        <source>Allow {count} of {total} for these files</source>
        <translation>為這些檔案允許 {total} 個中的 {count} 個</translation>
    </message>
    <message>
        <source>Allow {count} of {total} for this answer</source>
        <translation>為這個回答允許 {total} 個中的 {count} 個</translation>
    </message>
    <message>
        <source>Allow {count} of {total} for this conversation</source>
        <translation>為這個對話允許 {total} 個中的 {count} 個</translation>
    </message>
    <message>
        <source>Allow {count} of {total} for one hour</source>
        <translation>允許 {total} 個中的 {count} 個，維持一小時</translation>
    </message>
    <message>
        <source>Allow {count} of {total} until Sordino ends</source>
        <translation>允許 {total} 個中的 {count} 個，直到 Sordino 結束</translation>
    </message>
    <message>
        <source>This request and no other</source>
        <translation>只有這個請求</translation>
    </message>
    <message>
        <source>This and further requests for the same file to the same host, until it is complete</source>
        <translation>這個請求，以及為同一檔案向同一主機的後續請求，直到檔案完整</translation>
    </message>
    <message>
        <source>This and all further requests of this answer to the same host</source>
        <translation>這個請求，以及這個回答向同一主機的所有後續請求</translation>
    </message>
    <message>
        <source>This and all further requests of this conversation to the same host, until Sordino ends</source>
        <translation>這個請求，以及這個對話向同一主機的所有後續請求，直到 Sordino 結束</translation>
    </message>
    <message>
        <source>This and all further requests of this tool to the same host, for one hour</source>
        <translation>這次以及一小時內這個工具對同一主機的所有請求</translation>
    </message>
    <message>
        <source>This and all further requests of this tool to the same host, until Sordino ends</source>
        <translation>這次以及這個工具之後對同一主機的所有請求，直到 Sordino 結束</translation>
    </message>
    <message>
        <source>{count} hosts</source>
        <translation>{count} 個主機</translation>
    </message>
    <message>
        <source>Send this to {count} hosts?</source>
        <translation>要送到 {count} 個主機嗎？</translation>
    </message>
    <message>
        <source>Call {number} of {total}</source>
        <translation>第 {number} 個呼叫，共 {total} 個</translation>
    </message>
    <message>
        <source>Include call {number} of {total}: {call}</source>
        <translation>包含第 {number} 個呼叫（共 {total} 個）：{call}</translation>
    </message>
    <message>
        <source>Call {number} of {total} cannot be shown in full, and is left out: {call}</source>
        <translation>第 {number} 個呼叫（共 {total} 個）無法完整顯示，因此不包含：{call}</translation>
    </message>
    <message>
        <source>Hide call {number} of {total}: {call}</source>
        <translation>隱藏第 {number} 個呼叫（共 {total} 個）：{call}</translation>
    </message>
    <message>
        <source>Show call {number} of {total}: {call}</source>
        <translation>顯示第 {number} 個呼叫（共 {total} 個）：{call}</translation>
    </message>
    <message>
        <source>{tool} to {host}</source>
        <translation>{tool}，送往 {host}</translation>
    </message>
    <message>
        <source>{call}, {content}</source>
        <translation>{call}，{content}</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>送往</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>這台電腦</translation>
    </message>
    <message>
        <source>Stays on</source>
        <translation>留在</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>價格</translation>
    </message>
    <message>
        <source>Usually takes</source>
        <translation>通常需時</translation>
    </message>
    <message>
        <source>A search library makes the requests itself, inside the broker. It is held to these arguments, and to: {hosts}.</source>
        <translation>由搜尋程式庫在中介行程中自行發出請求。它只能使用這些參數，並只能連到：{hosts}。</translation>
    </message>
    <message>
        <source>First asks {host} for its rules for programs (robots.txt).</source>
        <translation>先向 {host} 詢問它給程式的規則（robots.txt）。</translation>
    </message>
    <message>
        <source>Goes through your proxy {proxy}.</source>
        <translation>經由你的代理伺服器 {proxy}。</translation>
    </message>
    <message>
        <source>Its certificate may be vouched for by the authority that you added.</source>
        <translation>它的憑證可由你加入的授權單位擔保。</translation>
    </message>
    <message>
        <source>An answer is written without it.</source>
        <translation>不靠它作答。</translation>
    </message>
    <message>
        <source>Without it</source>
        <translation>若不用</translation>
    </message>
    <message>
        <source>Private data has been read in this conversation</source>
        <translation>這個對話讀過私人資料</translation>
    </message>
    <message>
        <source>Text from outside has been read in this conversation</source>
        <translation>這個對話讀過外來文字</translation>
    </message>
    <message>
        <source>Takes along: {source}</source>
        <translation>一併送出：{source}</translation>
    </message>
    <message>
        <source>{phrases}, in “{argument}”</source>
        <translation>{phrases}，位於「{argument}」</translation>
    </message>
    <message>
        <source>the clipboard</source>
        <translation>剪貼簿</translation>
    </message>
    <message>
        <source>an answer of {name}</source>
        <translation>{name} 的回答</translation>
    </message>
    <message>
        <source>a result of {name}</source>
        <translation>{name} 的結果</translation>
    </message>
    <message>
        <source>Quotes the file {name}</source>
        <translation>引用檔案 {name}</translation>
    </message>
    <message>
        <source>Quotes a page of {name}</source>
        <translation>引用 {name} 的網頁</translation>
    </message>
    <message>
        <source>Quotes the clipboard</source>
        <translation>引用剪貼簿</translation>
    </message>
    <message>
        <source>Quotes an answer of {name}</source>
        <translation>引用 {name} 的回答</translation>
    </message>
    <message>
        <source>Quotes a result of {name}</source>
        <translation>引用 {name} 的結果</translation>
    </message>
    <message>
        <source>Denied by itself in {time} · question {number} of {total}</source>
        <translation>{time} 後自動拒絕 · 第 {number} 件，共 {total} 件</translation>
    </message>
</context>
<context>
    <name>editor</name>
    <message>
        <source>{name}, one on each line</source>
        <translation>{name}，每行一個</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>1 byte</source>
        <translation>1 位元組</translation>
    </message>
    <message>
        <source>{n} bytes</source>
        <translation>{n} 位元組</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>價格不明</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免費</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} 毫秒</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} 分 {s} 秒</translation>
    </message>
</context>
<context>
    <name>hidden</name>
    <message>
        <source>e-mail address</source>
        <translation>電子郵件地址</translation>
    </message>
    <message>
        <source>phone number</source>
        <translation>電話號碼</translation>
    </message>
    <message>
        <source>card number</source>
        <translation>卡號</translation>
    </message>
    <message>
        <source>bank account</source>
        <translation>銀行帳號</translation>
    </message>
    <message>
        <source>bank code</source>
        <translation>銀行代碼</translation>
    </message>
    <message>
        <source>identity number</source>
        <translation>身分證號</translation>
    </message>
    <message>
        <source>social security number</source>
        <translation>社會安全號碼</translation>
    </message>
    <message>
        <source>passport number</source>
        <translation>護照號碼</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>network address</source>
        <translation>網路位址</translation>
    </message>
    <message>
        <source>device address</source>
        <translation>裝置位址</translation>
    </message>
    <message>
        <source>coordinates</source>
        <translation>座標</translation>
    </message>
    <message>
        <source>access token</source>
        <translation>存取權杖</translation>
    </message>
    <message>
        <source>password</source>
        <translation>密碼</translation>
    </message>
    <message>
        <source>private key</source>
        <translation>私密金鑰</translation>
    </message>
    <message>
        <source>wallet address</source>
        <translation>錢包位址</translation>
    </message>
    <message>
        <source>from your own list</source>
        <translation>來自你的清單</translation>
    </message>
    <message>
        <source>{text} ({kind})</source>
        <translation>{text}（{kind}）</translation>
    </message>
    <message>
        <source>Hidden: {found}, sent as {placeholder}</source>
        <translation>已隱藏：{found}，以 {placeholder} 送出</translation>
    </message>
    <message>
        <source>Not hidden: {found}, sent as it is</source>
        <translation>未隱藏：{found}，照原樣送出</translation>
    </message>
    <message>
        <source>Hide {found}</source>
        <translation>隱藏 {found}</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>In line: begins when the work before it has ended.</source>
        <translation>排隊中：前面的工作結束後開始。</translation>
    </message>
    <message>
        <source>Waits for your answer to the question above.</source>
        <translation>等你回答上方的問題。</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暫停</translation>
    </message>
    <message>
        <source>Checking the file’s sha256</source>
        <translation>正在核對檔案的 sha256</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>每秒 {size}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>約剩 {time}</translation>
    </message>
    <message>
        <source>Reading the file for its sha256 · {percent} %</source>
        <translation>正在讀取檔案以計算 sha256 · {percent} %</translation>
    </message>
    <message>
        <source>Its sha256 is {sha256}. There is none to compare it with.</source>
        <translation>它的 sha256 是 {sha256}。沒有可供比對的。</translation>
    </message>
    <message>
        <source>Checked: this is the published file.</source>
        <translation>已核對：這就是發布的檔案。</translation>
    </message>
    <message>
        <source>This is not the published file: its sha256 is {sha256}. It may be damaged or altered; remove it and download it again.</source>
        <translation>這不是發布的檔案：它的 sha256 是 {sha256}。檔案可能已損壞或遭改動；請移除後重新下載。</translation>
    </message>
    <message>
        <source>{done} of {total} · {percent} %</source>
        <translation>{total} 中的 {done} · {percent} %</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分鐘</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} 小時</translation>
    </message>
</context>
<context>
    <name>payload</name>
    <message>
        <source>{header}: the key “{name}”, added on sending by the broker</source>
        <translation>{header}：金鑰「{name}」，由中介行程在送出時加上</translation>
    </message>
    <message>
        <source>(no body)</source>
        <translation>（無內文）</translation>
    </message>
</context>
<context>
    <name>preferences</name>
    <message>
        <source>{n} h</source>
        <translation>{n} 小時</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分鐘</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>Local only</source>
        <translation>僅限本機</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>謹慎</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>詢問</translation>
    </message>
    <message>
        <source>Relaxed</source>
        <translation>寬鬆</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>從容</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>平衡</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>“{phrase}”</source>
        <translation>「{phrase}」</translation>
    </message>
    <message>
        <source>Privacy: {stop}</source>
        <translation>隱私：{stop}</translation>
    </message>
    <message>
        <source>Low latency: {stop}</source>
        <translation>低延遲：{stop}</translation>
    </message>
    <message>
        <source>Offline: off</source>
        <translation>離線：關閉</translation>
    </message>
    <message>
        <source>Offline: on</source>
        <translation>離線：開啟</translation>
    </message>
    <message>
        <source>{tool} may be used</source>
        <translation>可以使用 {tool}</translation>
    </message>
    <message>
        <source>{tool} is never used</source>
        <translation>永不使用 {tool}</translation>
    </message>
    <message>
        <source>At most ${sum} a call</source>
        <translation>單次上限 ${sum}</translation>
    </message>
    <message>
        <source>At most ${sum} a conversation</source>
        <translation>每個對話上限 ${sum}</translation>
    </message>
    <message>
        <source>At most ${sum} a day</source>
        <translation>每日上限 ${sum}</translation>
    </message>
    <message>
        <source>At most ${sum} a month</source>
        <translation>每月上限 ${sum}</translation>
    </message>
    <message>
        <source>rests while privacy is not Relaxed</source>
        <translation>隱私未設為寬鬆時暫停</translation>
    </message>
    <message>
        <source>until revoked</source>
        <translation>到撤銷為止</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>到 {time} 為止</translation>
    </message>
    <message>
        <source>until the answer is there</source>
        <translation>到回答完成為止</translation>
    </message>
    <message>
        <source>until the file is there</source>
        <translation>到檔案完成為止</translation>
    </message>
    <message>
        <source>until Sordino ends</source>
        <translation>到 Sordino 結束為止</translation>
    </message>
    <message>
        <source>ends after 30 days without use</source>
        <translation>30 天未使用即結束</translation>
    </message>
    <message>
        <source>this file</source>
        <translation>這個檔案</translation>
    </message>
    <message>
        <source>one answer</source>
        <translation>一個回答</translation>
    </message>
    <message>
        <source>one conversation</source>
        <translation>一個對話</translation>
    </message>
    <message>
        <source>one hour</source>
        <translation>一小時</translation>
    </message>
    <message>
        <source>this host</source>
        <translation>這個主機</translation>
    </message>
    <message>
        <source>kept by you</source>
        <translation>由你保留</translation>
    </message>
    <message>
        <source>may quote text from outside</source>
        <translation>可引用外來文字</translation>
    </message>
    <message>
        <source>may quote private data</source>
        <translation>可引用私人資料</translation>
    </message>
    <message>
        <source>may quote private data and text from outside</source>
        <translation>可引用私人資料與外來文字</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>尚未使用</translation>
    </message>
    <message>
        <source>last used {time}</source>
        <translation>上次使用 {time}</translation>
    </message>
    <message>
        <source>No call was made last week, so there is nothing to compare with.</source>
        <translation>上週沒有任何呼叫，因此無從比較。</translation>
    </message>
    <message>
        <source>No call left this computer last week, so these rules would have kept none back.</source>
        <translation>上週沒有呼叫離開這台電腦，因此這些規則不會擋下任何一次。</translation>
    </message>
    <message>
        <source>${sum} less</source>
        <translation>少花 ${sum}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Had this been on last week: {parts}.</source>
        <translation>若上週已採用這些規則：{parts}。</translation>
    </message>
</context>
<context>
    <name>proof</name>
    <message>
        <source>The window and the gate</source>
        <translation>視窗與閘門</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The page reader</source>
        <translation>網頁讀取程式</translation>
    </message>
    <message>
        <source>The launcher</source>
        <translation>啟動程式</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>這裡沒有</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒絕</translation>
    </message>
    <message>
        <source>Not refused</source>
        <translation>未拒絕</translation>
    </message>
    <message>
        <source>{state}: {words}</source>
        <translation>{state}：{words}</translation>
    </message>
</context>
<context>
    <name>receipt</name>
    <message>
        <source>{count} tokens</source>
        <translation>{count} token</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>本機</translation>
    </message>
    <message>
        <source>nothing left this computer</source>
        <translation>什麼都沒離開這台電腦</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>雲端</translation>
    </message>
    <message>
        <source>{hosts} and {count} more</source>
        <translation>{hosts} 等，另有 {count} 個</translation>
    </message>
    <message>
        <source>{size} sent</source>
        <translation>已送出 {size}</translation>
    </message>
    <message>
        <source>{count} denied</source>
        <translation>拒絕 {count} 次</translation>
    </message>
    <message>
        <source>{sum} and more</source>
        <translation>{sum} 以上</translation>
    </message>
</context>
<context>
    <name>tools</name>
    <message>
        <source>failed: {problem}</source>
        <translation>失敗：{problem}</translation>
    </message>
    <message>
        <source>local</source>
        <translation>本機</translation>
    </message>
    <message>
        <source>{read} tokens read, {written} written</source>
        <translation>讀取 {read} 個 token，寫出 {written} 個</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>{count} lines</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>waits for your answer</source>
        <translation>等你回答</translation>
    </message>
    <message>
        <source>denied by you</source>
        <translation>你已拒絕</translation>
    </message>
    <message>
        <source>denied: nobody answered in time</source>
        <translation>已拒絕：逾時無人回答</translation>
    </message>
    <message>
        <source>denied: Sordino was closed</source>
        <translation>已拒絕：Sordino 已關閉</translation>
    </message>
    <message>
        <source>denied: the answer was stopped</source>
        <translation>已拒絕：回答已停止</translation>
    </message>
    <message>
        <source>denied: nobody answered</source>
        <translation>已拒絕：無人回答</translation>
    </message>
    <message>
        <source>denied: {reason}</source>
        <translation>已拒絕：{reason}</translation>
    </message>
</context>
<context>
    <name>transcript</name>
    <message>
        <source>Reading {done} of {total} tokens</source>
        <translation>已讀 {done} / {total} token</translation>
    </message>
</context>
</TS>
