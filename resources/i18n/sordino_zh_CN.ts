<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Activity</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>unknown host</source>
        <translation>主机不明</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>已记录</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>已询问</translation>
    </message>
    <message>
        <source>denied by rule</source>
        <translation>规则拒绝</translation>
    </message>
    <message>
        <source>asked · no answer</source>
        <translation>已询问 · 无人回答</translation>
    </message>
    <message>
        <source>asked · Sordino was closed</source>
        <translation>已询问 · Sordino 已关闭</translation>
    </message>
    <message>
        <source>asked · stopped</source>
        <translation>已询问 · 已停止</translation>
    </message>
    <message>
        <source>asked · nobody there</source>
        <translation>已询问 · 没有人在</translation>
    </message>
    <message>
        <source>asked · denied</source>
        <translation>已询问 · 拒绝</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>尚未结束</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>sent once</source>
        <translation>发送一次</translation>
    </message>
    <message>
        <source>sent under your earlier yes</source>
        <translation>按你先前的同意发送</translation>
    </message>
    <message>
        <source>sent by rule</source>
        <translation>按规则发送</translation>
    </message>
    <message>
        <source>allowed once</source>
        <translation>允许一次</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
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
        <translation>由规则决定，没有询问</translation>
    </message>
    <message>
        <source>You said no</source>
        <translation>你拒绝了</translation>
    </message>
    <message>
        <source>You, for more than this request</source>
        <translation>你，不只同意这次请求</translation>
    </message>
    <message>
        <source>You, once</source>
        <translation>你，仅这一次</translation>
    </message>
    <message>
        <source>Nobody answered in time, so it was denied</source>
        <translation>超时无人回答，因此拒绝</translation>
    </message>
    <message>
        <source>Sordino was closed, so it was denied</source>
        <translation>Sordino 已关闭，因此拒绝</translation>
    </message>
    <message>
        <source>You stopped the answer, so it was denied</source>
        <translation>你停止了回答，因此拒绝</translation>
    </message>
    <message>
        <source>Nobody was there to ask, so it was denied</source>
        <translation>没有人可以询问，因此拒绝</translation>
    </message>
    <message>
        <source>Not decided yet</source>
        <translation>尚未决定</translation>
    </message>
    <message>
        <source>Estimated at most {most}, cost {cost}, {share} % above</source>
        <translation>估计最多 {most}，实际 {cost}，高出 {share} %</translation>
    </message>
    <message>
        <source>Estimated at most {most}, cost {cost}, {share} % below</source>
        <translation>估计最多 {most}，实际 {cost}，低于估计 {share} %</translation>
    </message>
    <message>
        <source>Estimated at most {most}, cost {cost}</source>
        <translation>估计最多 {most}，实际 {cost}</translation>
    </message>
    <message>
        <source>sent {sent} = previewed {previewed}</source>
        <translation>发送 {sent} = 预览 {previewed}</translation>
    </message>
    <message>
        <source>sent {sent} is not what was previewed: {previewed}</source>
        <translation>发送的 {sent} 与预览的 {previewed} 不同</translation>
    </message>
    <message>
        <source>previewed {previewed}, not sent</source>
        <translation>预览 {previewed}，未发送</translation>
    </message>
    <message>
        <source>Row {row} does not hold</source>
        <translation>第 {row} 行验证不符</translation>
    </message>
    <message>
        <source>The log does not hold</source>
        <translation>记录验证不符</translation>
    </message>
    <message>
        <source>{count} rows verified</source>
        <translation>已验证 {count} 行</translation>
    </message>
    <message>
        <source>1 row verified</source>
        <translation>已验证 1 行</translation>
    </message>
    <message>
        <source>{rows}, signed</source>
        <translation>{rows}，已签名</translation>
    </message>
    <message>
        <source>{rows}, not all signed</source>
        <translation>{rows}，并非全部有签名</translation>
    </message>
    <message>
        <source>{rows}, unsigned: no keyring</source>
        <translation>{rows}，未签名：没有密钥环</translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>活动记录</translation>
    </message>
    <message>
        <source>Search calls, payloads, answers</source>
        <translation>搜索调用、内容与回复</translation>
    </message>
    <message>
        <source>Which calls</source>
        <translation>哪些调用</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>All calls</source>
        <translation>所有调用</translation>
    </message>
    <message>
        <source>Stayed here</source>
        <translation>留在本机</translation>
    </message>
    <message>
        <source>Left this computer</source>
        <translation>离开这台电脑</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>已询问</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>What left this computer?</source>
        <translation>有什么离开了这台电脑？</translation>
    </message>
    <message>
        <source>One answer only</source>
        <translation>只看一条回答</translation>
    </message>
    <message>
        <source>Show all calls again</source>
        <translation>重新显示所有调用</translation>
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
        <translation>全部时间</translation>
    </message>
    <message>
        <source>in one answer</source>
        <translation>在一条回答中</translation>
    </message>
    <message>
        <source>among the newest {count}</source>
        <translation>最新的 {count} 条之中</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>验证中…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
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
        <translation>{name} 必须是数字。</translation>
    </message>
</context>
<context>
    <name>AuthorityLine</name>
    <message>
        <source>Certificate authority: a PEM file, for a server of your own with a certificate of its own</source>
        <translation>证书颁发机构：PEM 文件，供使用自有证书的自家服务器</translation>
    </message>
    <message>
        <source>Yours is trusted for this address, and for no other.</source>
        <translation>只有这个地址信任你加入的颁发机构。</translation>
    </message>
    <message>
        <source>None: the public ones are trusted.</source>
        <translation>无：信任公开的颁发机构。</translation>
    </message>
    <message>
        <source>This file holds no certificate in PEM, or holds a private key.</source>
        <translation>这个文件不含 PEM 格式的证书，或含有私钥。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a certificate authority</source>
        <translation>选择证书颁发机构</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the certificate authority</source>
        <translation>移除证书颁发机构</translation>
    </message>
</context>
<context>
    <name>CallTable</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>To</source>
        <translation>去处</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
</context>
<context>
    <name>CallView</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Tool calls, newest first</source>
        <translation>工具调用，由新到旧</translation>
    </message>
</context>
<context>
    <name>CapsFields</name>
    <message>
        <source>A call</source>
        <translation>每次调用</translation>
    </message>
    <message>
        <source>A conversation</source>
        <translation>每个对话</translation>
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
        <translation>花费上限：{per}</translation>
    </message>
    <message>
        <source>US dollars. The tightest of the four holds; 0 means free tools only.</source>
        <translation>单位为美元。以四项中最严的一项为准；0 表示只用免费工具。</translation>
    </message>
    <message>
        <source>At most {sum}: set by {organisation}</source>
        <translation>最多 {sum}：由 {organisation} 设定</translation>
    </message>
    <message>
        <source>Write an amount such as 0.05 in each field.</source>
        <translation>请在每一栏填入金额，例如 0.05。</translation>
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
        <translation>正在加载 {name} · {percent} %</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>尚未加载模型</translation>
    </message>
    <message>
        <source>Open Models</source>
        <translation>打开模型</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>{host} was not asked, or has named no model.</source>
        <translation>没有询问 {host}，或它没有列出模型。</translation>
    </message>
    <message numerus="yes">
        <source>{host} answers and names %n model(s); {model} is among them.</source>
        <translation>
            <numerusform>{host} 有响应，列出 %n 个模型；{model} 在其中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{host} answers and names %n model(s), but none called {model}.</source>
        <translation>
            <numerusform>{host} 有响应，列出 %n 个模型，但没有 {model}。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Filter commands</source>
        <translation>筛选命令</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message Sordino</source>
        <translation>给 Sordino 发消息</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Enter sends, Shift and Enter break the line</source>
        <translation>Enter 发送，Shift 加 Enter 换行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop this answer (Esc)</source>
        <translation>停止这条回答（Esc）</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>发送（Enter）</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Open the preferences</source>
        <translation>打开偏好设置</translation>
    </message>
    <message>
        <source>Preferences: {dials}</source>
        <translation>偏好设置：{dials}</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Local only</source>
        <translation>仅限本机</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>谨慎</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Relaxed</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>从容</translation>
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
        <translation>只用免费工具</translation>
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
        <translation>这会发出私人数据，因此不能记住这次的同意。</translation>
    </message>
    <message>
        <source>This cannot be shown in full, so it cannot be allowed.</source>
        <translation>内容无法完整显示，因此不能允许。</translation>
    </message>
    <message>
        <source>What cannot be shown in full cannot be allowed, and is left out.</source>
        <translation>无法完整显示的内容不能允许，因此不包含在内。</translation>
    </message>
    <message>
        <source>Changed by you.</source>
        <translation>已由你更改。</translation>
    </message>
    <message>
        <source>Preparing what would be sent…</source>
        <translation>正在准备将发送的内容…</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
</context>
<context>
    <name>CopyLine</name>
    <message>
        <source>{name} was not copied</source>
        <translation>未复制 {name}</translation>
    </message>
    <message>
        <source>Copying {name}</source>
        <translation>正在复制 {name}</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n phrase(s) from {source}</source>
        <translation>
            <numerusform>%n 个短语来自 {source}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And from %n more place(s)</source>
        <translation>
            <numerusform>另外还有 %n 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %n find(s)</source>
        <translation>
            <numerusform>显示全部 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) hidden</source>
        <translation>
            <numerusform>隐藏 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You would have been asked %n time(s).</source>
        <translation>
            <numerusform>你会被询问 %n 次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Had this been on last week, it would have kept back none of the %n call(s) that left.</source>
        <translation>
            <numerusform>若上周已采用这些规则，离开这台电脑的 %n 次调用一次也不会被拦下。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{stayed} of %n call(s) would have stayed here</source>
        <translation>
            <numerusform>%n 次调用中有 {stayed} 次会留在本机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) would have been without sources</source>
        <translation>
            <numerusform>%n 个回答会缺少网络来源</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dials</name>
    <message>
        <source>Local only</source>
        <translation>仅限本机</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>谨慎</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Relaxed</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>从容</translation>
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
        <translation>低延迟</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>免费</translation>
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
        <translation>自定义</translation>
    </message>
    <message>
        <source>Cost cap</source>
        <translation>费用上限</translation>
    </message>
    <message>
        <source>Set by {organisation}</source>
        <translation>由 {organisation} 设定</translation>
    </message>
    <message>
        <source>Nothing leaves this computer</source>
        <translation>一切都不离开这台电脑</translation>
    </message>
    <message>
        <source>Private data stays, the rest asks</source>
        <translation>私人数据不外流，其余先询问</translation>
    </message>
    <message>
        <source>Whatever leaves asks first</source>
        <translation>凡要外发，先询问</translation>
    </message>
    <message>
        <source>A yes may hold for a conversation or an hour</source>
        <translation>同意可维持一个对话或一小时</translation>
    </message>
    <message>
        <source>About {time} a step at most</source>
        <translation>每步最多约 {time}</translation>
    </message>
    <message>
        <source>A step may take {step}, an answer {turn}; thinking may take as long as it likes.</source>
        <translation>每步可用 {step}，整个回答可用 {turn}；思考长度不限。</translation>
    </message>
    <message>
        <source>A step may take {step}, an answer {turn}; the model thinks {count} tokens at most.</source>
        <translation>每步可用 {step}，整个回答可用 {turn}；模型最多思考 {count} 个 token。</translation>
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
        <translation>只用免费工具</translation>
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
        <translation>我已阅读许可条款并接受</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>下载 {name}</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Free here</source>
        <translation>此处可用空间</translation>
    </message>
    <message>
        <source>Sordino was started offline. Start it without --offline to download.</source>
        <translation>Sordino 以离线方式启动。要下载，请不加 --offline 重新启动。</translation>
    </message>
    <message>
        <source>Privacy keeps everything on this computer. Change it in Preferences first.</source>
        <translation>隐私设置让一切留在这台电脑上。请先在偏好设置中更改。</translation>
    </message>
    <message>
        <source>No broker process runs. Go offline and online again with the switch above.</source>
        <translation>没有中介进程在运行。请用上方的开关改为离线，再改为联网。</translation>
    </message>
    <message>
        <source>Sordino is offline. Go online with the switch above to download.</source>
        <translation>Sordino 目前离线。要下载，请用上方的开关改为联网。</translation>
    </message>
    <message>
        <source>{size} are missing on this disk. Free some space first.</source>
        <translation>这个磁盘还缺 {size}。请先腾出空间。</translation>
    </message>
</context>
<context>
    <name>DroppedFile</name>
    <message>
        <source>What shall happen with {name}?</source>
        <translation>要如何处理 {name}？</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>什么都不做</translation>
    </message>
    <message>
        <source>Load it from where it is</source>
        <translation>从原处加载</translation>
    </message>
    <message>
        <source>Copy it into the models folder</source>
        <translation>复制到模型文件夹</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>What shall we work on?</source>
        <translation>今天要做什么？</translation>
    </message>
    <message>
        <source>The pill above always says what may leave this computer: at “Ask before cloud” you see each request first, and say yes or no.</source>
        <translation>上方的标示始终说明什么可以离开这台电脑：在“上云端前先询问”时，每个请求都会先给你看，由你决定可否。</translation>
    </message>
    <message>
        <source>These three need no tool that leaves this computer.</source>
        <translation>这三项都不需要会离开这台电脑的工具。</translation>
    </message>
    <message>
        <source>Work something out</source>
        <translation>算一算</translation>
    </message>
    <message>
        <source>What is 17.5 % of 2,340, and what remains?</source>
        <translation>2,340 的 17.5 % 是多少？还剩多少？</translation>
    </message>
    <message>
        <source>Ask for the time</source>
        <translation>问时间</translation>
    </message>
    <message>
        <source>What time is it now in Taipei and in London?</source>
        <translation>台北和伦敦现在几点？</translation>
    </message>
    <message>
        <source>Keep a note</source>
        <translation>记一笔</translation>
    </message>
    <message>
        <source>Write a note: the lease ends on 30 June.</source>
        <translation>写一条笔记：租约到 6 月 30 日为止。</translation>
    </message>
</context>
<context>
    <name>EndpointForm</name>
    <message>
        <source>A server that speaks the OpenAI protocol, such as vLLM, llama-server or SGLang, can answer in the place of a model of this computer. Your conversation then leaves this computer: you are asked before, and each request is on record.</source>
        <translation>支持 OpenAI 协议的服务器（例如 vLLM、llama-server 或 SGLang）可以代替这台电脑上的模型来回答。这时你的对话会离开这台电脑：事前会先问你，每次请求都留有记录。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Context in tokens</source>
        <translation>上下文（token 数）</translation>
    </message>
    <message>
        <source>Ask for every request</source>
        <translation>每次请求都询问</translation>
    </message>
    <message>
        <source>A yes sends one request, or all requests of one answer.</source>
        <translation>同意一次，发送一次请求，或一个回答所需的全部请求。</translation>
    </message>
    <message>
        <source>It is my own machine</source>
        <translation>这是我自己的机器</translation>
    </message>
    <message>
        <source>A yes may hold for a whole conversation. Once private data has been read in it, for one answer only.</source>
        <translation>同意可适用于整个对话。对话中一旦读过私人数据，就只适用于一个回答。</translation>
    </message>
    <message>
        <source>Use a model of this computer</source>
        <translation>使用这台电脑上的模型</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Saves this, then asks the endpoint which models it has</source>
        <translation>先保存，再询问端点有哪些模型</translation>
    </message>
    <message>
        <source>Remove the endpoint</source>
        <translation>移除端点</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>Use this endpoint</source>
        <translation>使用这个端点</translation>
    </message>
    <message>
        <source>in the keyring</source>
        <translation>已在密钥环中</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>A model on another computer</source>
        <translation>另一台电脑上的模型</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>This endpoint answers now.</source>
        <translation>现在由这个端点回答。</translation>
    </message>
    <message>
        <source>{host} has named no model.</source>
        <translation>{host} 没有列出任何模型。</translation>
    </message>
    <message>
        <source>{host} answers, but has no model called {model}. It has: {names}.</source>
        <translation>{host} 有响应，但没有名为 {model} 的模型。它有：{names}。</translation>
    </message>
    <message>
        <source>{host} answers. It has: {names}.</source>
        <translation>{host} 有响应。它有：{names}。</translation>
    </message>
    <message>
        <source>This is no usable address. Write it as https://host/v1, without a user name or a query.</source>
        <translation>这个地址无法使用。请写成 https://host/v1，不含用户名与查询字符串。</translation>
    </message>
    <message>
        <source>http sends your conversation unencrypted. Use https, or a server on your own network.</source>
        <translation>http 会以未加密的方式发送你的对话。请用 https，或自己网络上的服务器。</translation>
    </message>
    <message>
        <source>Write the name of the model as the server knows it.</source>
        <translation>请填入服务器所用的模型名称。</translation>
    </message>
    <message>
        <source>A key holds plain letters, digits and signs, and no spaces.</source>
        <translation>密钥只含英文字母、数字与符号，没有空格。</translation>
    </message>
    <message>
        <source>Write the context as a whole number from {least}.</source>
        <translation>上下文请填整数，至少 {least}。</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>The Linux kernel refuses network sockets to the window and the model (seccomp).</source>
        <translation>Linux 内核不允许窗口与模型使用网络套接字（seccomp）。</translation>
    </message>
    <message>
        <source>This system offers no socket filter that Sordino uses: the window and the model are separate processes that open no network connection, but the operating system does not enforce it.</source>
        <translation>这个系统没有 Sordino 所用的套接字过滤：窗口与模型是不打开网络连接的独立进程，但操作系统并未强制。</translation>
    </message>
    <message>
        <source>Online: the broker runs. What leaves still needs your yes.</source>
        <translation>已联网：中介进程运行中。凡要外发，仍须你同意。</translation>
    </message>
    <message>
        <source>Offline for this run, as it was started with --offline. No broker process exists.</source>
        <translation>这次以 --offline 启动，全程离线。没有中介进程。</translation>
    </message>
    <message>
        <source>Offline. No broker process exists.</source>
        <translation>离线。没有中介进程。</translation>
    </message>
    <message>
        <source>The broker started as process {pid}.</source>
        <translation>中介进程已启动，进程号 {pid}。</translation>
    </message>
    <message>
        <source>The broker was ended.</source>
        <translation>中介进程已结束。</translation>
    </message>
    <message>
        <source>Loaded {name}.</source>
        <translation>已加载 {name}。</translation>
    </message>
    <message>
        <source>Folders chosen.</source>
        <translation>已选择文件夹。</translation>
    </message>
    <message>
        <source>Expert configured.</source>
        <translation>已设置专家。</translation>
    </message>
    <message>
        <source>Conversation deleted.</source>
        <translation>已删除对话。</translation>
    </message>
    <message>
        <source>Confirmed by hand, nothing changed.</source>
        <translation>手动确认，没有变更。</translation>
    </message>
    <message>
        <source>On this computer; its sha256 is that of the published file.</source>
        <translation>在这台电脑上；sha256 与发布的文件相同。</translation>
    </message>
    <message>
        <source>On this computer; its sha256 has not been checked yet.</source>
        <translation>在这台电脑上；尚未检查 sha256。</translation>
    </message>
    <message>
        <source>The file {path} is not complete, or is not the published one: its size differs.</source>
        <translation>文件 {path} 不完整，或不是发布的那一个：大小不同。</translation>
    </message>
    <message>
        <source>Not in the catalogue: who made it, and whether it was altered, is unknown.</source>
        <translation>不在目录中：由谁制作、是否经过改动，都不清楚。</translation>
    </message>
    <message>
        <source>{file} is not the published file of {name}: its sha256 differs.</source>
        <translation>{file} 不是 {name} 发布的文件：sha256 不同。</translation>
    </message>
    <message>
        <source>It may be damaged or altered. Delete it and fetch it again.</source>
        <translation>文件可能已损坏或被改动。请删除后重新获取。</translation>
    </message>
    <message>
        <source>The chosen model {path} is not there.</source>
        <translation>找不到所选的模型 {path}。</translation>
    </message>
    <message>
        <source>Choose another one on the Models page.</source>
        <translation>请在模型页另选一个。</translation>
    </message>
    <message>
        <source>There is no model in {folder} yet.</source>
        <translation>{folder} 中还没有模型。</translation>
    </message>
    <message>
        <source>Loading of models configured.</source>
        <translation>已设置模型的加载方式。</translation>
    </message>
    <message>
        <source>Licence of {name} accepted.</source>
        <translation>已接受 {name} 的许可条款。</translation>
    </message>
    <message>
        <source>Copied {file} into the models folder.</source>
        <translation>已把 {file} 复制到模型文件夹。</translation>
    </message>
    <message>
        <source>Linked {file} into the models folder.</source>
        <translation>已在模型文件夹中链接 {file}。</translation>
    </message>
    <message>
        <source>Risks of the altered weights of {file} accepted.</source>
        <translation>已接受 {file} 权重被改动的风险。</translation>
    </message>
    <message>
        <source>Removed {file} from this computer.</source>
        <translation>已从这台电脑移除 {file}。</translation>
    </message>
    <message>
        <source>There is no model {id} in the catalogue.</source>
        <translation>目录中没有模型 {id}。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>On this computer; the catalogue has no sha256 to compare its own with.</source>
        <translation>在这台电脑上；目录中没有可供比对的 sha256。</translation>
    </message>
    <message>
        <source>On this computer, but its sha256 is not that of the published file: it is damaged or altered.</source>
        <translation>在这台电脑上，但它的 sha256 与发布的文件不同：已损坏或被改动。</translation>
    </message>
    <message>
        <source>Not on this computer.</source>
        <translation>不在这台电脑上。</translation>
    </message>
    <message>
        <source>Not on this computer. The hub is asked for its size and its sha256 when it is downloaded.</source>
        <translation>不在这台电脑上。下载时会向模型站询问它的大小与 sha256。</translation>
    </message>
    <message>
        <source>Run `make starter` to fetch a small one, or download or import one on the Models page.</source>
        <translation>运行 `make starter` 可获取一个小模型，也可在模型页下载或导入。</translation>
    </message>
    <message>
        <source>{file} could not be loaded: {error}.</source>
        <translation>无法加载 {file}：{error}。</translation>
    </message>
    <message>
        <source>Choose another model, or a smaller one; the file may also be damaged.</source>
        <translation>请换一个模型，或较小的模型；文件也可能已损坏。</translation>
    </message>
    <message>
        <source>{file} is not a GGUF model file.</source>
        <translation>{file} 不是 GGUF 模型文件。</translation>
    </message>
    <message>
        <source>Choose a file whose name ends in .gguf.</source>
        <translation>请选择扩展名为 .gguf 的文件。</translation>
    </message>
    <message>
        <source>The model file {path} is not there.</source>
        <translation>找不到模型文件 {path}。</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>请换一个模型。</translation>
    </message>
    <message>
        <source>The model file {path} is damaged: {error}.</source>
        <translation>模型文件 {path} 已损坏：{error}。</translation>
    </message>
    <message>
        <source>Delete it and download it again.</source>
        <translation>请删除后重新下载。</translation>
    </message>
    <message>
        <source>The model file {path} cannot be read: {error}.</source>
        <translation>无法读取模型文件 {path}：{error}。</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>请检查文件权限。</translation>
    </message>
    <message>
        <source>Its {place} says “{word}”: its refusals were removed or weakened.</source>
        <translation>它的{place}写着“{word}”：它的拒答能力已被移除或削弱。</translation>
    </message>
    <message>
        <source>Its {place} says “{word}”: it was put together from several models.</source>
        <translation>它的{place}写着“{word}”：由多个模型合并而成。</translation>
    </message>
    <message>
        <source>Its {place} says “{word}”: it was trained for role play.</source>
        <translation>它的{place}写着“{word}”：为角色扮演而训练。</translation>
    </message>
    <message>
        <source>Its {place} says “{word}”: somebody trained it further.</source>
        <translation>它的{place}写着“{word}”：有人对它再行训练。</translation>
    </message>
    <message>
        <source>file name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>maker</source>
        <translation>制作者</translation>
    </message>
    <message>
        <source>address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>base model</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>It passes for {name}, but its sha256 is that of no published file in the catalogue.</source>
        <translation>它自称 {name}，但它的 sha256 与目录中任何发布的文件都不同。</translation>
    </message>
    <message>
        <source>It may write unsafe content, and you answer for what you do with it.</source>
        <translation>它可能写出不安全的内容，如何使用由你负责。</translation>
    </message>
    <message>
        <source>It may be less intelligent than the model that it was made from.</source>
        <translation>它可能不如原本的模型聪明。</translation>
    </message>
    <message>
        <source>It may make wrong tool calls, or far too many of them.</source>
        <translation>它可能调用错工具，或调用得太多。</translation>
    </message>
    <message>
        <source>It may lose track of the task when it works for long.</source>
        <translation>工作时间一长，它可能偏离任务。</translation>
    </message>
    <message>
        <source>{file} was not loaded: its weights look altered, and nobody has accepted the risks.</source>
        <translation>未加载 {file}：它的权重看来被改动，而风险尚未有人接受。</translation>
    </message>
    <message>
        <source>Accept them on the Models page, or in the terminal with `sordino models accept`.</source>
        <translation>请在模型页接受风险，或在终端运行 `sordino models accept`。</translation>
    </message>
    <message>
        <source>{part} of {all} layers fit the {card} ({free} free).</source>
        <translation>{card} 容得下 {all} 层中的 {part} 层（可用 {free}）。</translation>
    </message>
    <message>
        <source>{part} of {all} layers fit the {card} ({free} free); the rest runs on the processor.</source>
        <translation>{card} 容得下 {all} 层中的 {part} 层（可用 {free}）；其余由处理器运行。</translation>
    </message>
    <message>
        <source>{part} of {all} layers fit {count} graphics cards ({free} free).</source>
        <translation>{count} 张显卡容得下 {all} 层中的 {part} 层（可用 {free}）。</translation>
    </message>
    <message>
        <source>{part} of {all} layers fit {count} graphics cards ({free} free); the rest runs on the processor.</source>
        <translation>{count} 张显卡容得下 {all} 层中的 {part} 层（可用 {free}）；其余由处理器运行。</translation>
    </message>
    <message>
        <source>Runs on the processor: needs about {needed} of memory, {free} are free.</source>
        <translation>由处理器运行：约需 {needed} 内存，目前可用 {free}。</translation>
    </message>
    <message>
        <source>Runs on the processor: needs about {needed} of memory.</source>
        <translation>由处理器运行：约需 {needed} 内存。</translation>
    </message>
    <message>
        <source>Tight: needs about {needed} of memory, of which {free} are free; close other programs first.</source>
        <translation>很勉强：约需 {needed} 内存，目前可用 {free}；请先关闭其他程序。</translation>
    </message>
    <message>
        <source>Too large: needs about {needed} of memory, and this computer has {total}.</source>
        <translation>太大：约需 {needed} 内存，而这台电脑只有 {total}。</translation>
    </message>
    <message>
        <source>The {card} is not used: this llama.cpp was built without {ways}.</source>
        <translation>未使用 {card}：这个 llama.cpp 构建时未含 {ways}。</translation>
    </message>
    <message>
        <source>{speed} tokens a second were measured here.</source>
        <translation>在这里实测每秒 {speed} 个 token。</translation>
    </message>
    <message>
        <source>About {speed} tokens a second are expected, judged by {name} with its {measured} measured here.</source>
        <translation>预计每秒约 {speed} 个 token，按 {name} 在这里实测的 {measured} 个推算。</translation>
    </message>
    <message>
        <source>The disk is too full for it: {needed} are missing, {free} are free.</source>
        <translation>磁盘空间不足：需要 {needed}，目前可用 {free}。</translation>
    </message>
    <message>
        <source>{file} is a sound GGUF file; there is no published sha256 to compare its own with.</source>
        <translation>{file} 是完好的 GGUF 文件；没有已发布的 sha256 可供比对。</translation>
    </message>
    <message>
        <source>{file} is the published file of {name}.</source>
        <translation>{file} 就是 {name} 发布的文件。</translation>
    </message>
    <message>
        <source>{file} lies in the models folder already.</source>
        <translation>{file} 已在模型文件夹中。</translation>
    </message>
    <message>
        <source>It is on the list of models.</source>
        <translation>它已列在模型列表中。</translation>
    </message>
    <message>
        <source>{file} could not be put into {folder}: {error}.</source>
        <translation>无法把 {file} 放进 {folder}：{error}。</translation>
    </message>
    <message>
        <source>{path} is no model file of the folder {folder}.</source>
        <translation>{path} 不是文件夹 {folder} 中的模型文件。</translation>
    </message>
    <message>
        <source>Only models of that folder are removed.</source>
        <translation>只移除该文件夹中的模型。</translation>
    </message>
    <message>
        <source>{file} is in use.</source>
        <translation>{file} 正在使用中。</translation>
    </message>
    <message>
        <source>Load another model first.</source>
        <translation>请先加载另一个模型。</translation>
    </message>
    <message>
        <source>{file} could not be removed: {error}.</source>
        <translation>无法移除 {file}：{error}。</translation>
    </message>
    <message>
        <source>Check the permissions of the folder.</source>
        <translation>请检查文件夹权限。</translation>
    </message>
    <message>
        <source>The disk is too full: {needed} MB are needed in {folder}, {free} MB are free.</source>
        <translation>磁盘空间不足：{folder} 需要 {needed} MB，目前可用 {free} MB。</translation>
    </message>
    <message>
        <source>{file} changed while it was copied.</source>
        <translation>{file} 在复制途中有变动。</translation>
    </message>
    <message>
        <source>Wait until it is complete, then try again.</source>
        <translation>请等它完整后再试一次。</translation>
    </message>
    <message>
        <source>The model process could not be started: {error}.</source>
        <translation>无法启动模型进程：{error}。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请再试一次。</translation>
    </message>
    <message>
        <source>The model process ended while it loaded: {reason}.</source>
        <translation>模型进程在加载时结束：{reason}。</translation>
    </message>
    <message>
        <source>The model process ended while it wrote: {reason}.</source>
        <translation>模型进程在书写时结束：{reason}。</translation>
    </message>
    <message>
        <source>it was killed, perhaps because the memory was full</source>
        <translation>被强制结束，可能因为内存已满</translation>
    </message>
    <message>
        <source>Choose a smaller model.</source>
        <translation>请选择较小的模型。</translation>
    </message>
    <message>
        <source>Send the message again; the model starts anew.</source>
        <translation>请再发一次消息；模型会重新启动。</translation>
    </message>
    <message>
        <source>the memory was too small for it, so next time less is put on the graphics card</source>
        <translation>内存不足，因此下次会少放一些到显卡上</translation>
    </message>
    <message>
        <source>the graphics card failed, so next time less is put on it</source>
        <translation>显卡出错，因此下次会少放一些到它上面</translation>
    </message>
    <message>
        <source>The model process has died {count} times in a row; it is not started again.</source>
        <translation>模型进程连续结束了 {count} 次；不再重新启动。</translation>
    </message>
    <message>
        <source>Choose a smaller model, or load this one again on the Models page.</source>
        <translation>请选择较小的模型，或在模型页重新加载这一个。</translation>
    </message>
    <message>
        <source>{file} could not be loaded.</source>
        <translation>无法加载 {file}。</translation>
    </message>
    <message>
        <source>The model process made a mistake of its own.</source>
        <translation>模型进程自身出了错。</translation>
    </message>
    <message>
        <source>Send the message in other words.</source>
        <translation>请换个说法再发送。</translation>
    </message>
    <message>
        <source>The conversation is too long for one prompt.</source>
        <translation>这段对话太长，放不进一次提示。</translation>
    </message>
    <message>
        <source>Begin a new conversation.</source>
        <translation>请开始新的对话。</translation>
    </message>
    <message>
        <source>{file} is not a file.</source>
        <translation>{file} 不是文件。</translation>
    </message>
    <message>
        <source>Choose a GGUF file.</source>
        <translation>请选择 GGUF 文件。</translation>
    </message>
    <message>
        <source>What had arrived of {name} was deleted.</source>
        <translation>{name} 已下载的部分已删除。</translation>
    </message>
    <message>
        <source>{file} was not loaded: it looks altered.</source>
        <translation>{file} 未加载：它看起来经过更改。</translation>
    </message>
    <message>
        <source>{layers} of {total} layers fit the {size} that are free on the graphics card; the rest runs on the processor.</source>
        <translation>显卡可用的 {size} 容得下 {total} 层中的 {layers} 层；其余由处理器运行。</translation>
    </message>
    <message>
        <source>{context} of {wish} tokens of context fit the {size} that are free on the graphics card.</source>
        <translation>显卡可用的 {size} 容得下 {wish} 个 token 上下文中的 {context} 个。</translation>
    </message>
    <message>
        <source>What is chosen needs about {size} of the graphics card, and {free} are free.</source>
        <translation>所选的设置约需 {size} 显存，而可用的有 {free}。</translation>
    </message>
    <message>
        <source>No graphics card was found that this build can use; the processor does all the work.</source>
        <translation>找不到这个版本能用的显卡；全部由处理器运行。</translation>
    </message>
    <message>
        <source>No layer of the model fits the {size} that are free on the graphics card; the processor does all the work.</source>
        <translation>显卡可用的 {size} 连模型的一层都容不下；全部由处理器运行。</translation>
    </message>
    <message>
        <source>The free memory holds {context} tokens of context, of the {wish} that are wished for.</source>
        <translation>可用内存容得下 {context} 个 token 的上下文；期望的是 {wish} 个。</translation>
    </message>
    <message>
        <source>The graphics card had no room for more: {layers} of {total} layers run on it, and the rest runs on the processor.</source>
        <translation>显卡已无空间：{total} 层中有 {layers} 层在它上面运行，其余由处理器运行。</translation>
    </message>
    <message>
        <source>The graphics card had no room for more: the context is {context} tokens.</source>
        <translation>显卡已无空间：上下文为 {context} 个 token。</translation>
    </message>
    <message>
        <source>The graphics card had no room for the model; the processor does all the work.</source>
        <translation>显卡没有空间放这个模型；全部由处理器运行。</translation>
    </message>
    <message>
        <source>The call does not fit into the budget: {problem}.</source>
        <translation>这次调用超出预算：{problem}。</translation>
    </message>
    <message>
        <source>its price is unknown while only free tools may be used</source>
        <translation>价格不明，而目前只能用免费工具</translation>
    </message>
    <message>
        <source>its price is unknown and nothing is left of a cap</source>
        <translation>价格不明，而上限已用完</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for one call is {cap}</source>
        <translation>可能花费 {price}，而每次调用的上限是 {cap}</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for this conversation is {cap}</source>
        <translation>可能花费 {price}，而这个对话的上限是 {cap}</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for one day is {cap}</source>
        <translation>可能花费 {price}，而每日的上限是 {cap}</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for one month is {cap}</source>
        <translation>可能花费 {price}，而每月的上限是 {cap}</translation>
    </message>
    <message>
        <source>Row {row} was edited.</source>
        <translation>第 {row} 行被修改。</translation>
    </message>
    <message>
        <source>Row {row} was inserted.</source>
        <translation>第 {row} 行是插入的。</translation>
    </message>
    <message>
        <source>Row {row} was deleted.</source>
        <translation>第 {row} 行被删除。</translation>
    </message>
    <message>
        <source>Rows {first} to {last} were deleted.</source>
        <translation>第 {first} 到 {last} 行被删除。</translation>
    </message>
    <message>
        <source>Row {row} was cut off at the end.</source>
        <translation>结尾的第 {row} 行被截去。</translation>
    </message>
    <message>
        <source>Rows {first} to {last} were cut off at the end.</source>
        <translation>结尾的第 {first} 到 {last} 行被截去。</translation>
    </message>
    <message>
        <source>Rows {row} and {other} were swapped.</source>
        <translation>第 {row} 行与第 {other} 行被对调。</translation>
    </message>
    <message>
        <source>Row {row} was inserted before the first row.</source>
        <translation>第 {row} 行是插在首行之前的。</translation>
    </message>
    <message>
        <source>Row {row} was inserted after the last row.</source>
        <translation>第 {row} 行是插在末行之后的。</translation>
    </message>
    <message>
        <source>Row {row} was moved to number {number}.</source>
        <translation>第 {row} 行被移到 {number} 号。</translation>
    </message>
    <message>
        <source>Row {row}: the text of its {part} was deleted.</source>
        <translation>第 {row} 行：{part} 的文字被删除。</translation>
    </message>
    <message>
        <source>Row {row}: the text of its {part} was edited.</source>
        <translation>第 {row} 行：{part} 的文字被修改。</translation>
    </message>
    <message>
        <source>Row {row} was inserted, or another row was put in its place.</source>
        <translation>第 {row} 行是插入的，或被另一行取代。</translation>
    </message>
    <message>
        <source>Row {row} was deleted, and the rows after it were renumbered.</source>
        <translation>第 {row} 行被删除，其后各行被重新编号。</translation>
    </message>
    <message>
        <source>Row {row} was edited: it does not follow row {other}.</source>
        <translation>第 {row} 行被修改：它接不上第 {other} 行。</translation>
    </message>
    <message>
        <source>Row {row} or row {other} was edited: they no longer fit together.</source>
        <translation>第 {row} 行或第 {other} 行被修改：两者不再相符。</translation>
    </message>
    <message>
        <source>Row {row} was edited and its hash made anew.</source>
        <translation>第 {row} 行被修改，哈希也重算过。</translation>
    </message>
    <message>
        <source>The log&apos;s name was changed: row 1 belongs to another log.</source>
        <translation>记录的名称被更改：第 1 行属于另一份记录。</translation>
    </message>
    <message>
        <source>The database file was replaced: the anchor belongs to another log.</source>
        <translation>数据库文件被替换：锚点属于另一份记录。</translation>
    </message>
    <message>
        <source>The database file is damaged or its tables were changed: {error}.</source>
        <translation>数据库文件已损坏，或数据表被更改：{error}。</translation>
    </message>
    <message>
        <source>Row {row} is not the one that was anchored: the file was replaced or rewritten.</source>
        <translation>第 {row} 行不是当初锚定的那一行：文件被替换或重写。</translation>
    </message>
    <message>
        <source>Row {row} records a break: {reason}</source>
        <translation>第 {row} 行记下了一次破坏：{reason}</translation>
    </message>
    <message>
        <source>The log is not signed: {reason}.</source>
        <translation>记录没有签名：{reason}。</translation>
    </message>
    <message>
        <source>this computer offers no keyring</source>
        <translation>这台电脑没有密钥环</translation>
    </message>
    <message>
        <source>A tool that is not on the list never runs.</source>
        <translation>不在清单上的工具一律不运行。</translation>
    </message>
    <message>
        <source>Changed by hand: {fields}.</source>
        <translation>手动更改：{fields}。</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>一律如此</translation>
    </message>
    <message>
        <source>A call whose arguments do not fit its tool never runs.</source>
        <translation>参数不合工具要求的调用一律不运行。</translation>
    </message>
    <message>
        <source>{tool} was not offered.</source>
        <translation>没有把 {tool} 提供给模型。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: web tools and remote experts are off.</source>
        <translation>什么都不离开这台电脑：网络工具与远程专家已关闭。</translation>
    </message>
    <message>
        <source>Sordino is offline, and {tool} would leave this computer{towards}.</source>
        <translation>Sordino 已离线，而 {tool} 会离开这台电脑{towards}。</translation>
    </message>
    <message>
        <source>Offline switch</source>
        <translation>离线开关</translation>
    </message>
    <message>
        <source>Everything stays on this computer: web tools and remote experts are never used.</source>
        <translation>一切都留在这台电脑：绝不使用网络工具与远程专家。</translation>
    </message>
    <message>
        <source>Privacy keeps everything on this computer, and {tool} would leave it{towards}.</source>
        <translation>隐私设置让一切留在这台电脑，而 {tool} 会离开{towards}。</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>What quotes your private data never leaves this computer.</source>
        <translation>引用你私人数据的内容一律不离开这台电脑。</translation>
    </message>
    <message>
        <source>Privacy is careful: {tool} would send private data out of this computer{quoting}.</source>
        <translation>隐私为谨慎：{tool} 会把私人数据发出这台电脑{quoting}。</translation>
    </message>
    <message>
        <source>Where a cap is zero or used up, a tool of unknown price is not used.</source>
        <translation>上限为零或已用完时，不使用价格不明的工具。</translation>
    </message>
    <message>
        <source>{tool} does not fit into your cost caps: {budget}.</source>
        <translation>{tool} 超出你的费用上限：{budget}。</translation>
    </message>
    <message>
        <source>Cost cap</source>
        <translation>费用上限</translation>
    </message>
    <message>
        <source>A call may cost {cap_call} at most, a conversation {cap_conversation}, a day {cap_day}, a month {cap_month}.</source>
        <translation>每次调用最多 {cap_call}，每个对话 {cap_conversation}，每日 {cap_day}，每月 {cap_month}。</translation>
    </message>
    <message>
        <source>Where nobody can answer, the answer is no.</source>
        <translation>没有人能回答时，答案就是不。</translation>
    </message>
    <message>
        <source>This call needs a yes and nobody is there to give it. {question}</source>
        <translation>这次调用须有人同意，但没有人在。{question}</translation>
    </message>
    <message>
        <source>After private data and untrusted content have met in a conversation, whatever changes or sends something asks first.</source>
        <translation>同一对话中既读过私人数据又读过不可信的内容后，凡要更改或发送，都先询问。</translation>
    </message>
    <message>
        <source>This conversation has read private data and untrusted content, so {tool} must not {deed} unseen{towards}{quoting}.</source>
        <translation>这个对话读过私人数据与不可信的内容，因此 {tool} 不得在你没看过时{deed}{towards}{quoting}。</translation>
    </message>
    <message>
        <source>Before anything leaves this computer, you are asked and see exactly what it is, unless an earlier yes covers it.</source>
        <translation>任何东西离开这台电脑之前都会先问你，并让你看到确切内容，除非你先前的同意已涵盖。</translation>
    </message>
    <message>
        <source>Privacy asks before anything leaves this computer. {tool} would send its arguments{towards}{quoting}.</source>
        <translation>隐私设置：凡要离开这台电脑，先询问。{tool} 会发送它的参数{towards}{quoting}。</translation>
    </message>
    <message>
        <source>After untrusted content was read, a tool that changes or sends something asks first, unless you typed all that it is given.</source>
        <translation>读过不可信的内容后，会更改或发送的工具先询问，除非给它的全是你亲手输入的。</translation>
    </message>
    <message>
        <source>This conversation has read untrusted content, and what {tool} is given is not all in your own words. It would {deed}{quoting}.</source>
        <translation>这个对话读过不可信的内容，而给 {tool} 的并非全是你自己的话。它会{deed}{quoting}。</translation>
    </message>
    <message>
        <source>Tools that only read on this computer run freely.</source>
        <translation>只在这台电脑上读取的工具自由运行。</translation>
    </message>
    <message>
        <source>{tool} only reads, and stays on this computer.</source>
        <translation>{tool} 只读取，且留在这台电脑。</translation>
    </message>
    <message>
        <source>Tools that change something on this computer run freely until untrusted content was read.</source>
        <translation>会更改这台电脑内容的工具自由运行，直到读过不可信的内容为止。</translation>
    </message>
    <message>
        <source>{tool} stays on this computer, and this conversation has read nothing untrusted.</source>
        <translation>{tool} 留在这台电脑，而这个对话没读过不可信的内容。</translation>
    </message>
    <message>
        <source>What you typed yourself, whole, a tool on this computer may act on.</source>
        <translation>这台电脑上的工具可依你亲手完整输入的内容行事。</translation>
    </message>
    <message>
        <source>{tool} stays on this computer, and all that it is given is in your own words.</source>
        <translation>{tool} 留在这台电脑，而给它的全是你自己的话。</translation>
    </message>
    <message>
        <source> to {host}</source>
        <translation>，发往 {host}</translation>
    </message>
    <message>
        <source>, quoting {origins}</source>
        <translation>，引用 {origins}</translation>
    </message>
    <message>
        <source>, quoting {origins} and {count} more</source>
        <translation>，引用 {origins}，另有 {count} 项</translation>
    </message>
    <message>
        <source>change something</source>
        <translation>更改内容</translation>
    </message>
    <message>
        <source>send something</source>
        <translation>发送内容</translation>
    </message>
    <message>
        <source>change and send something</source>
        <translation>更改并发送内容</translation>
    </message>
    <message>
        <source>There is no tool called {name}; there are no tools now.</source>
        <translation>没有名为 {name} 的工具；目前没有任何工具。</translation>
    </message>
    <message>
        <source>There is no tool called {name}. The tools are: {names}.</source>
        <translation>没有名为 {name} 的工具。现有工具：{names}。</translation>
    </message>
    <message>
        <source>The arguments of {tool} are not valid: {problem}.</source>
        <translation>{tool} 的参数无效：{problem}。</translation>
    </message>
    <message>
        <source>No rule allows the call of {name}, so it is not allowed.</source>
        <translation>没有规则允许调用 {name}，因此不允许。</translation>
    </message>
    <message>
        <source>A rule could not be applied ({error}), so the call is not allowed.</source>
        <translation>有一条规则无法应用（{error}），因此不允许这次调用。</translation>
    </message>
    <message>
        <source>The file of rules cannot be used ({problem}), so nothing is allowed.</source>
        <translation>规则文件无法使用（{problem}），因此一概不允许。</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for this conversation is {cap}, of which {used} is used</source>
        <translation>可能花费 {price}，而这个对话的上限是 {cap}，已用 {used}</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for one day is {cap}, of which {used} is used</source>
        <translation>可能花费 {price}，而每日的上限是 {cap}，已用 {used}</translation>
    </message>
    <message>
        <source>it may cost {price}, and the cap for one month is {cap}, of which {used} is used</source>
        <translation>可能花费 {price}，而每月的上限是 {cap}，已用 {used}</translation>
    </message>
    <message>
        <source>The call was cut off before its end.</source>
        <translation>调用还没写完就中断了。</translation>
    </message>
    <message>
        <source>The call is no valid JSON.</source>
        <translation>调用不是有效的 JSON。</translation>
    </message>
    <message>
        <source>The call is no valid JSON: {error}.</source>
        <translation>调用不是有效的 JSON：{error}。</translation>
    </message>
    <message>
        <source>There was nothing between the tool_call tags.</source>
        <translation>tool_call 标签之间没有内容。</translation>
    </message>
    <message>
        <source>What stood in the tool_call tags is no JSON object with &quot;name&quot; and &quot;arguments&quot;.</source>
        <translation>tool_call 标签中的内容不是含有 &quot;name&quot; 与 &quot;arguments&quot; 的 JSON 对象。</translation>
    </message>
    <message>
        <source>{count} more calls were not valid.</source>
        <translation>另有 {count} 次调用无效。</translation>
    </message>
    <message>
        <source>The list of calls is empty.</source>
        <translation>调用列表是空的。</translation>
    </message>
    <message>
        <source>A call is an object with a name and arguments.</source>
        <translation>调用须是含有名称与参数的对象。</translation>
    </message>
    <message>
        <source>The call has no name.</source>
        <translation>调用没有名称。</translation>
    </message>
    <message>
        <source>The call of {name} has no arguments.</source>
        <translation>{name} 的调用没有参数。</translation>
    </message>
    <message>
        <source>The arguments of {name} are no valid JSON: {error}.</source>
        <translation>{name} 的参数不是有效的 JSON：{error}。</translation>
    </message>
    <message>
        <source>The answer is made from what the model already knows, which may be out of date.</source>
        <translation>只凭模型已有的知识回答，可能已经过时。</translation>
    </message>
    <message>
        <source>The model on this computer answers by itself, which may be less thorough.</source>
        <translation>由这台电脑上的模型自行回答，可能没那么周全。</translation>
    </message>
    <message>
        <source>The log is signed with a key in this computer&apos;s keyring.</source>
        <translation>记录以这台电脑密钥环中的密钥签名。</translation>
    </message>
    <message>
        <source>Changes to it could go unnoticed.</source>
        <translation>被更改时可能无法察觉。</translation>
    </message>
    <message>
        <source>the keyring is locked</source>
        <translation>密钥环已锁定</translation>
    </message>
    <message>
        <source>the keyring does not work ({error})</source>
        <translation>密钥环无法工作（{error}）</translation>
    </message>
    <message>
        <source>the keyring did not keep the key</source>
        <translation>密钥环没有存下密钥</translation>
    </message>
    <message>
        <source>the keyring holds something else in the place of Sordino&apos;s key</source>
        <translation>密钥环中 Sordino 密钥的位置放了别的东西</translation>
    </message>
    <message>
        <source>From here on rows are not signed: {reason}.</source>
        <translation>从这里起，各行不再签名：{reason}。</translation>
    </message>
    <message>
        <source>From here on rows are signed; the rows just before were not.</source>
        <translation>从这里起，各行都有签名；之前的几行没有。</translation>
    </message>
    <message>
        <source>Key {key} is no longer in the keyring: from here on rows are signed with a new one.</source>
        <translation>密钥 {key} 已不在密钥环中：从这里起，各行以新的密钥签名。</translation>
    </message>
    <message>
        <source>The log was changed while Sordino ran: row {row} was not as written.</source>
        <translation>记录在 Sordino 运行期间被更改：第 {row} 行与当初写入的不同。</translation>
    </message>
    <message>
        <source>The anchor file is damaged: rows after row {row} may have been cut off.</source>
        <translation>锚点文件已损坏：第 {row} 行之后的内容可能被截去。</translation>
    </message>
    <message>
        <source>The anchor file is missing: rows after row {row} may have been cut off.</source>
        <translation>找不到锚点文件：第 {row} 行之后的内容可能被截去。</translation>
    </message>
    <message>
        <source>The anchor file was changed, its signature does not hold: rows after row {row} may have been cut off.</source>
        <translation>锚点文件被更改，签名不符：第 {row} 行之后的内容可能被截去。</translation>
    </message>
    <message>
        <source>The anchor file was changed, it lacks its signature: rows after row {row} may have been cut off.</source>
        <translation>锚点文件被更改，缺少签名：第 {row} 行之后的内容可能被截去。</translation>
    </message>
    <message>
        <source>The anchor file is older than the log: rows after row {row} may have been cut off.</source>
        <translation>锚点文件比记录旧：第 {row} 行之后的内容可能被截去。</translation>
    </message>
    <message>
        <source>Row {row} or the anchor file was changed: they name different keys.</source>
        <translation>第 {row} 行或锚点文件被更改：两者所记的密钥不同。</translation>
    </message>
    <message>
        <source>The log is {path}.</source>
        <translation>日志在 {path}。</translation>
    </message>
    <message>
        <source>The prompt is empty.</source>
        <translation>提示词是空的。</translation>
    </message>
    <message>
        <source>Write a message first.</source>
        <translation>请先输入消息。</translation>
    </message>
    <message>
        <source>The conversation has {tokens} tokens; the model holds {context}.</source>
        <translation>这个对话有 {tokens} 个 token，而模型只容得下 {context} 个。</translation>
    </message>
    <message>
        <source>Begin a new conversation, or ask with less text.</source>
        <translation>请开始新对话，或缩短文字再问。</translation>
    </message>
    <message>
        <source>The prompt could not be turned into tokens.</source>
        <translation>无法把提示词转成 token。</translation>
    </message>
    <message>
        <source>llama.cpp could not read the prompt (status {status}).</source>
        <translation>llama.cpp 无法读取提示词（状态 {status}）。</translation>
    </message>
    <message>
        <source>Send the message again.</source>
        <translation>请再发一次消息。</translation>
    </message>
    <message>
        <source>llama.cpp refused it</source>
        <translation>llama.cpp 不接受这个文件</translation>
    </message>
    <message>
        <source>The model process ended.</source>
        <translation>模型进程已结束。</translation>
    </message>
    <message>
        <source>CPU 1 thread</source>
        <translation>CPU 1 个线程</translation>
    </message>
    <message>
        <source>CPU {count} threads</source>
        <translation>CPU {count} 个线程</translation>
    </message>
    <message>
        <source>{backend} {share} layers</source>
        <translation>{backend} {share} 层</translation>
    </message>
    <message>
        <source>The model is closed.</source>
        <translation>模型已关闭。</translation>
    </message>
    <message>
        <source>Start Sordino again.</source>
        <translation>请重新启动 Sordino。</translation>
    </message>
    <message>
        <source>it was ended by {signal}</source>
        <translation>因 {signal} 信号而结束</translation>
    </message>
    <message>
        <source>it ended with status {code}</source>
        <translation>退出码为 {code}</translation>
    </message>
    <message>
        <source>it is truncated</source>
        <translation>文件不完整</translation>
    </message>
    <message>
        <source>it holds no tensors</source>
        <translation>文件中没有张量</translation>
    </message>
    <message>
        <source>The model wrote nothing.</source>
        <translation>模型什么都没写。</translation>
    </message>
    <message>
        <source>The model keeps writing calls that cannot be used.</source>
        <translation>模型一直写出无法使用的调用。</translation>
    </message>
    <message>
        <source>The model keeps asking for a call that was refused.</source>
        <translation>模型一直要求已被拒绝的调用。</translation>
    </message>
    <message>
        <source>Say it in other words, or choose a stronger model under Models.</source>
        <translation>请换个说法，或在模型页选择能力更强的模型。</translation>
    </message>
    <message>
        <source>Say it in other words, or choose another model under Models.</source>
        <translation>请换个说法，或在模型页另选一个模型。</translation>
    </message>
    <message>
        <source>The model has not finished after {count} steps.</source>
        <translation>模型经过 {count} 个步骤仍未完成。</translation>
    </message>
    <message>
        <source>Ask for a smaller part of the work, or try a stronger model.</source>
        <translation>请把工作拆小一点再问，或换用能力更强的模型。</translation>
    </message>
    <message>
        <source>The settings file {path} cannot be used: {error}.</source>
        <translation>设置文件 {path} 无法使用：{error}。</translation>
    </message>
    <message>
        <source>Mend it or move it away. Until then Sordino stays offline and local.</source>
        <translation>请修正或移走它。在此之前，Sordino 会保持离线、只在本机运行。</translation>
    </message>
    <message>
        <source>The settings file {path} cannot be read: {error}.</source>
        <translation>无法读取设置文件 {path}：{error}。</translation>
    </message>
    <message>
        <source>The settings cannot be written to {path}: {error}.</source>
        <translation>无法把设置写入 {path}：{error}。</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder with --home.</source>
        <translation>请腾出空间，或用 --home 另选文件夹。</translation>
    </message>
    <message>
        <source>Sordino cannot write to its folder {folder}: {error}.</source>
        <translation>Sordino 无法写入它的文件夹 {folder}：{error}。</translation>
    </message>
    <message>
        <source>Choose another one with --home DIR, or free some space.</source>
        <translation>请用 --home DIR 另选文件夹，或腾出空间。</translation>
    </message>
    <message>
        <source>Sordino is already running with the folder {folder}.</source>
        <translation>Sordino 已在运行，使用的文件夹是 {folder}。</translation>
    </message>
    <message>
        <source>Use that window, close it first, or choose another folder with --home DIR.</source>
        <translation>请用那个窗口、先关闭它，或用 --home DIR 另选文件夹。</translation>
    </message>
    <message>
        <source>There is no file {path} yet.</source>
        <translation>文件 {path} 还不存在。</translation>
    </message>
    <message>
        <source>Start Sordino once to create it.</source>
        <translation>启动一次 Sordino 即会创建。</translation>
    </message>
    <message>
        <source>The file {path} was written by an older Sordino.</source>
        <translation>文件 {path} 由较旧版的 Sordino 写成。</translation>
    </message>
    <message>
        <source>Start Sordino once.</source>
        <translation>请启动一次 Sordino。</translation>
    </message>
    <message>
        <source>The file {path} was written by a newer Sordino (it has {name}).</source>
        <translation>文件 {path} 由较新版的 Sordino 写成（含 {name}）。</translation>
    </message>
    <message>
        <source>Install that version or a later one, or choose another folder with --home.</source>
        <translation>请安装该版本或更新的版本，或用 --home 另选文件夹。</translation>
    </message>
    <message>
        <source>The file {path} cannot be used: {error}.</source>
        <translation>文件 {path} 无法使用：{error}。</translation>
    </message>
    <message>
        <source>Check the folder&apos;s rights and free space, or choose another folder with --home.</source>
        <translation>请检查文件夹的权限与可用空间，或用 --home 另选文件夹。</translation>
    </message>
    <message>
        <source>The disk is full: {path} cannot be written.</source>
        <translation>磁盘已满：无法写入 {path}。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>请腾出空间，再试一次。</translation>
    </message>
    <message>
        <source>The file {path} is read-only.</source>
        <translation>文件 {path} 是只读的。</translation>
    </message>
    <message>
        <source>Make the file and its folder writable again.</source>
        <translation>请让文件与其文件夹恢复可写。</translation>
    </message>
    <message>
        <source>The file {path} is damaged: {error}.</source>
        <translation>文件 {path} 已损坏：{error}。</translation>
    </message>
    <message>
        <source>Put a copy of it back, or move it away; Sordino then begins a new one.</source>
        <translation>请放回备份，或把它移走；Sordino 会重新创建一个。</translation>
    </message>
    <message>
        <source>Put a copy of it back, or delete this conversation.</source>
        <translation>请放回备份，或删除这个对话。</translation>
    </message>
    <message>
        <source>This conversation is no longer there.</source>
        <translation>这个对话已不存在。</translation>
    </message>
    <message>
        <source>Choose another one, or begin a new chat.</source>
        <translation>请另选一个，或开始新对话。</translation>
    </message>
    <message>
        <source>Another program is writing to {path}.</source>
        <translation>另一个程序正在写入 {path}。</translation>
    </message>
    <message>
        <source>Close the other window of Sordino, then try again.</source>
        <translation>请关闭 Sordino 的另一个窗口，再试一次。</translation>
    </message>
    <message>
        <source>The ledger&apos;s files beside {path} cannot be written: {error}.</source>
        <translation>无法写入 {path} 旁的记录文件：{error}。</translation>
    </message>
    <message>
        <source>Free some space, or make the folder writable again.</source>
        <translation>请腾出空间，或让文件夹恢复可写。</translation>
    </message>
    <message>
        <source>This run of Sordino cannot go online.</source>
        <translation>这次运行的 Sordino 无法联网。</translation>
    </message>
    <message>
        <source>Start it with the command sordino.</source>
        <translation>请用命令 sordino 启动。</translation>
    </message>
    <message>
        <source>Sordino was started with --offline.</source>
        <translation>Sordino 以 --offline 启动。</translation>
    </message>
    <message>
        <source>Start it again without it to go online.</source>
        <translation>要联网，请不加这个选项重新启动。</translation>
    </message>
    <message>
        <source>The launcher does not answer.</source>
        <translation>启动程序没有响应。</translation>
    </message>
    <message>
        <source>Close Sordino and start it again.</source>
        <translation>请关闭 Sordino，再重新启动。</translation>
    </message>
    <message>
        <source>This computer has no keyring, so the API key cannot be kept.</source>
        <translation>这台电脑没有密钥环，无法保存 API 密钥。</translation>
    </message>
    <message>
        <source>Install one (for example GNOME Keyring or KWallet), or use an endpoint without a key.</source>
        <translation>请安装一个（例如 GNOME Keyring 或 KWallet），或使用不需密钥的端点。</translation>
    </message>
    <message>
        <source>The keyring does not take the API key.</source>
        <translation>密钥环不接受这个 API 密钥。</translation>
    </message>
    <message>
        <source>Unlock the keyring and try again.</source>
        <translation>请解锁密钥环，再试一次。</translation>
    </message>
    <message>
        <source>Sordino made a mistake of its own.</source>
        <translation>Sordino 自己出了错。</translation>
    </message>
    <message>
        <source>A report lies in {path}.</source>
        <translation>错误报告在 {path}。</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>设备上没有剩余空间</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不足</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统是只读的</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>读写错误</translation>
    </message>
    <message>
        <source>privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>caps</source>
        <translation>费用上限</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>text</source>
        <translation>自己的话</translation>
    </message>
    <message>
        <source>arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>payload</source>
        <translation>发送的内容</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}–{last}</translation>
    </message>
    <message>
        <source>Row {row} was written without a key: not signed.</source>
        <translation>第 {row} 行写入时没有密钥：未签名。</translation>
    </message>
    <message>
        <source>Rows {rows} were written without a key: not signed.</source>
        <translation>第 {rows} 行写入时没有密钥：未签名。</translation>
    </message>
    <message>
        <source>Row {row} was signed with a key that cannot be had ({reason}): not confirmed.</source>
        <translation>第 {row} 行以拿不到的密钥签名（{reason}）：无法确认。</translation>
    </message>
    <message>
        <source>Rows {rows} were signed with a key that cannot be had ({reason}): not confirmed.</source>
        <translation>第 {rows} 行以拿不到的密钥签名（{reason}）：无法确认。</translation>
    </message>
    <message>
        <source>the keyring holds another one</source>
        <translation>密钥环里是另一把</translation>
    </message>
    <message>
        <source>no keyring is in use</source>
        <translation>没有使用密钥环</translation>
    </message>
    <message>
        <source>Your yes in row {row} of the log covers it.</source>
        <translation>你在记录第 {row} 行的同意涵盖了它。</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Turn the offline switch off, then try again.</source>
        <translation>请关闭离线开关，再试一次。</translation>
    </message>
    <message>
        <source>Choose a milder privacy under Preferences, then try again.</source>
        <translation>请在偏好设置选择较宽松的隐私，再试一次。</translation>
    </message>
    <message>
        <source>Choose a milder privacy under Preferences, or begin a new conversation.</source>
        <translation>请在偏好设置选择较宽松的隐私，或开始新对话。</translation>
    </message>
    <message>
        <source>Start it in the window or at a terminal, where you can be asked.</source>
        <translation>请在窗口或终端中运行，才能询问你。</translation>
    </message>
    <message>
        <source>You said no to {host}, and nothing was sent there.</source>
        <translation>你拒绝了 {host}，没有发送任何数据。</translation>
    </message>
    <message>
        <source>Start it again if you change your mind.</source>
        <translation>若改变主意，请重新开始。</translation>
    </message>
    <message>
        <source>Nobody answered the question about {host} in time, and nothing was sent there.</source>
        <translation>关于 {host} 的问题超时无人回答，没有发送任何数据。</translation>
    </message>
    <message>
        <source>Start it again, and answer the question.</source>
        <translation>请重新开始，并回答问题。</translation>
    </message>
    <message>
        <source>Sordino was closing, and nothing was sent to {host}.</source>
        <translation>Sordino 正在关闭，没有发送任何数据到 {host}。</translation>
    </message>
    <message>
        <source>Start it again next time.</source>
        <translation>请下次再开始。</translation>
    </message>
    <message>
        <source>It asks for the file {file} alone, in pieces where the connection breaks.</source>
        <translation>只索取 {file} 这个文件；连接中断时分段索取。</translation>
    </message>
    <message>
        <source>The model is not downloaded from there.</source>
        <translation>不从那里下载模型。</translation>
    </message>
    <message>
        <source>The server {host} sends the download on to there.</source>
        <translation>服务器 {host} 把下载转到那里。</translation>
    </message>
    <message>
        <source>The download from {host} failed: {problem}</source>
        <translation>从 {host} 下载失败：{problem}</translation>
    </message>
    <message>
        <source>The server {host} broke off again and again.</source>
        <translation>服务器 {host} 一再中断连接。</translation>
    </message>
    <message>
        <source>The server {host} redirects again and again.</source>
        <translation>服务器 {host} 一再重定向。</translation>
    </message>
    <message>
        <source>The server {host} neither goes on from the middle nor says how long it is.</source>
        <translation>服务器 {host} 既不能从中间续传，也没有说明文件多大。</translation>
    </message>
    <message>
        <source>The server {host} sent other bytes than it was asked for.</source>
        <translation>服务器 {host} 发来的不是所要的字节。</translation>
    </message>
    <message>
        <source>The server {host} answered with status {status}.</source>
        <translation>服务器 {host} 的响应状态为 {status}。</translation>
    </message>
    <message>
        <source>The server {host} does not say which sha256 the file has.</source>
        <translation>服务器 {host} 没有说明文件的 sha256。</translation>
    </message>
    <message>
        <source>The server {host} says that the file has {said} bytes, and it has {size}.</source>
        <translation>服务器 {host} 说文件有 {said} 字节，实际应为 {size}。</translation>
    </message>
    <message>
        <source>The server {host} ended its answer too early.</source>
        <translation>服务器 {host} 过早结束响应。</translation>
    </message>
    <message>
        <source>The server {host} redirects to an address that cannot be used.</source>
        <translation>服务器 {host} 重定向到无法使用的地址。</translation>
    </message>
    <message>
        <source>The server {host} redirects from https to http, where anybody could listen.</source>
        <translation>服务器 {host} 从 https 重定向到 http，任何人都可能窃听。</translation>
    </message>
    <message>
        <source>The address {url} cannot be used.</source>
        <translation>地址 {url} 无法使用。</translation>
    </message>
    <message>
        <source>{file} is complete; its sha256 {sha256} is the one that the hub states.</source>
        <translation>{file} 已完整；它的 sha256 {sha256} 与模型站所载相同。</translation>
    </message>
    <message>
        <source>{file} is complete; its sha256 {sha256} is the one in the catalogue.</source>
        <translation>{file} 已完整；它的 sha256 {sha256} 与目录所载相同。</translation>
    </message>
    <message>
        <source>Another download into {folder} is running.</source>
        <translation>另有下载正写入 {folder}。</translation>
    </message>
    <message>
        <source>Wait until it is done, or stop it.</source>
        <translation>请等它完成，或停止它。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written: {error}.</source>
        <translation>无法写入文件夹 {folder}：{error}。</translation>
    </message>
    <message>
        <source>The licence of {name} has not been accepted.</source>
        <translation>尚未接受 {name} 的许可条款。</translation>
    </message>
    <message>
        <source>Read it and accept it first.</source>
        <translation>请先阅读并接受。</translation>
    </message>
    <message>
        <source>{name} could not be downloaded.</source>
        <translation>无法下载 {name}。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>Try again later; what has arrived is kept.</source>
        <translation>请稍后再试；已收到的部分会保留。</translation>
    </message>
    <message>
        <source>What {host} sent is not {name}: its sha256 is {found}, not {wanted}.</source>
        <translation>{host} 发来的不是 {name}：它的 sha256 是 {found}，而非 {wanted}。</translation>
    </message>
    <message>
        <source>What had arrived is not {name}: its sha256 is {found}, not {wanted}.</source>
        <translation>先前收到的不是 {name}：它的 sha256 是 {found}，而非 {wanted}。</translation>
    </message>
    <message>
        <source>It was deleted.</source>
        <translation>已删除。</translation>
    </message>
    <message>
        <source>The disk is too full: {need} MB are needed in {folder}, {free} MB are free.</source>
        <translation>磁盘空间不足：{folder} 需要 {need} MB，目前可用 {free} MB。</translation>
    </message>
    <message>
        <source>{host} broke off its answer, or sent one that is not HTTP.</source>
        <translation>{host} 中断了响应，或发来的不是 HTTP。</translation>
    </message>
    <message>
        <source>What {host} sent after {progress} of its answer is not HTTP.</source>
        <translation>{host} 的响应在 {progress} 之后不再是 HTTP。</translation>
    </message>
    <message>
        <source>The answer of {host} broke off after {progress}.</source>
        <translation>{host} 的响应在 {progress} 之后中断。</translation>
    </message>
    <message>
        <source>The answer of {host} is larger than the limit of {count} bytes.</source>
        <translation>{host} 的响应超过 {count} 字节的上限。</translation>
    </message>
    <message>
        <source>{done} of {total} bytes</source>
        <translation>{total} 字节中的 {done} 字节</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>it was closed</source>
        <translation>它已关闭</translation>
    </message>
    <message>
        <source>The request is not the one that was permitted. Nothing was sent.</source>
        <translation>这不是已获准的请求。没有发送任何数据。</translation>
    </message>
    <message>
        <source>The results of a search come in one piece only. Nothing was sent.</source>
        <translation>搜索结果只能整份获取。没有发送任何数据。</translation>
    </message>
    <message>
        <source>The request&apos;s URL holds characters that must be escaped. Nothing was sent.</source>
        <translation>请求的 URL 含有必须转义的字符。没有发送任何数据。</translation>
    </message>
    <message>
        <source>The request&apos;s host is not the one that was shown. Nothing was sent.</source>
        <translation>请求的主机与所显示的不同。没有发送任何数据。</translation>
    </message>
    <message>
        <source>The request&apos;s hosts are not those of a search. Nothing was sent.</source>
        <translation>请求的主机不是搜索的主机。没有发送任何数据。</translation>
    </message>
    <message>
        <source>A search of the open web goes over https only. Nothing was sent.</source>
        <translation>公开网络搜索只走 https。没有发送任何数据。</translation>
    </message>
    <message>
        <source>An API key goes over https only. Nothing was sent.</source>
        <translation>API 密钥只走 https。没有发送任何数据。</translation>
    </message>
    <message>
        <source>The request is too large for the broker. Nothing was sent.</source>
        <translation>请求太大，中介进程无法处理。没有发送任何数据。</translation>
    </message>
    <message>
        <source>Too many requests are on their way already.</source>
        <translation>进行中的请求已经太多。</translation>
    </message>
    <message>
        <source>The answer is too large to hand over.</source>
        <translation>响应太大，无法转交。</translation>
    </message>
    <message>
        <source>The broker failed with {error}.</source>
        <translation>中介进程失败：{error}。</translation>
    </message>
    <message>
        <source>The broker answered out of turn. Switch the network off and on again.</source>
        <translation>中介进程的响应顺序错乱。请把网络关闭再打开。</translation>
    </message>
    <message>
        <source>A request may not set the header {name}.</source>
        <translation>请求不得设置标头 {name}。</translation>
    </message>
    <message>
        <source>The request holds a header or an address that HTTP does not allow.</source>
        <translation>请求含有 HTTP 不允许的标头或地址。</translation>
    </message>
    <message>
        <source>{host} could not prove that it is {name}: {error}.</source>
        <translation>{host} 无法证明它就是 {name}：{error}。</translation>
    </message>
    <message>
        <source>{host} answered in a compressed form that was not asked for.</source>
        <translation>{host} 以未要求的压缩形式响应。</translation>
    </message>
    <message>
        <source>The answer of {host} did not end within {seconds} seconds; {progress} came.</source>
        <translation>{host} 的响应没有在 {seconds} 秒内结束；已收到 {progress}。</translation>
    </message>
    <message>
        <source>{count} bytes</source>
        <translation>{count} 字节</translation>
    </message>
    <message>
        <source>{host} redirects to {url}. Redirects are not followed: that would be a new request.</source>
        <translation>{host} 重定向到 {url}。不跟随重定向：那会是新的请求。</translation>
    </message>
    <message>
        <source>{host} is this computer.</source>
        <translation>{host} 是这台电脑。</translation>
    </message>
    <message>
        <source>{host} is a private network.</source>
        <translation>{host} 属于私有网络。</translation>
    </message>
    <message>
        <source>{host} leads to {address}, which is this computer.</source>
        <translation>{host} 指向 {address}，也就是这台电脑。</translation>
    </message>
    <message>
        <source>{host} leads to {address}, which is a private network.</source>
        <translation>{host} 指向 {address}，属于私有网络。</translation>
    </message>
    <message>
        <source>The URL holds a space, a backslash or a control character.</source>
        <translation>URL 含有空格、反斜线或控制字符。</translation>
    </message>
    <message>
        <source>The URL cannot be read.</source>
        <translation>无法解读 URL。</translation>
    </message>
    <message>
        <source>Only http and https are opened.</source>
        <translation>只打开 http 与 https。</translation>
    </message>
    <message>
        <source>The URL names no host.</source>
        <translation>URL 没有主机名。</translation>
    </message>
    <message>
        <source>The URL holds a user name.</source>
        <translation>URL 含有用户名。</translation>
    </message>
    <message>
        <source>The URL&apos;s host is no valid international name.</source>
        <translation>URL 的主机不是有效的国际化名称。</translation>
    </message>
    <message>
        <source>The URL&apos;s host is a number that can be read in several ways.</source>
        <translation>URL 的主机是可有多种解读的数字。</translation>
    </message>
    <message>
        <source>The URL names no valid host.</source>
        <translation>URL 没有有效的主机名。</translation>
    </message>
    <message>
        <source>The URL&apos;s host names a network interface.</source>
        <translation>URL 的主机指定了网络接口。</translation>
    </message>
    <message>
        <source>The URL&apos;s host is no valid address.</source>
        <translation>URL 的主机不是有效的地址。</translation>
    </message>
    <message>
        <source>The URL&apos;s port is no number from 1 to 65535.</source>
        <translation>URL 的端口不是 1 到 65535 的数字。</translation>
    </message>
    <message>
        <source>Only ports 80 and 443 are opened.</source>
        <translation>只打开端口 80 与 443。</translation>
    </message>
    <message>
        <source>This computer has no keyring that Sordino can read the API key from.</source>
        <translation>这台电脑没有可让 Sordino 读取 API 密钥的密钥环。</translation>
    </message>
    <message>
        <source>The keyring does not give the API key.</source>
        <translation>密钥环没有给出 API 密钥。</translation>
    </message>
    <message>
        <source>The API key called {name} holds characters that cannot be sent. Enter it again.</source>
        <translation>名为 {name} 的 API 密钥含有无法发送的字符。请重新输入。</translation>
    </message>
    <message>
        <source>The log&apos;s row for this request was used for one already. Nothing was sent.</source>
        <translation>这个请求在记录中的那一行已经用过。什么都没有发送。</translation>
    </message>
    <message>
        <source>The proxy {proxy} refused the way to {host} with status {status}.</source>
        <translation>代理服务器 {proxy} 以状态 {status} 拒绝前往 {host}。</translation>
    </message>
    <message>
        <source>at {host}</source>
        <translation>位于 {host}</translation>
    </message>
    <message>
        <source>Endpoint saved: {name} at {host}.</source>
        <translation>已保存端点：{host} 上的 {name}。</translation>
    </message>
    <message>
        <source>Endpoint removed.</source>
        <translation>已移除端点。</translation>
    </message>
    <message>
        <source>Answers are made by {name} at {host}.</source>
        <translation>现由 {host} 上的 {name} 回答。</translation>
    </message>
    <message>
        <source>Answers are made on this computer again.</source>
        <translation>回答又改在这台电脑上产生。</translation>
    </message>
    <message>
        <source>This conversation and what its tools found go to {host}.</source>
        <translation>这个对话与其中工具找到的内容会发往 {host}。</translation>
    </message>
    <message>
        <source>Nothing but this request goes to {host}.</source>
        <translation>除了这个请求，不会有别的发往 {host}。</translation>
    </message>
    <message>
        <source>There is no answer; a model of this computer can be chosen under Models.</source>
        <translation>不会有回答；可在模型页选择这台电脑上的模型。</translation>
    </message>
    <message>
        <source>Try again, or choose a model of this computer under Models.</source>
        <translation>请再试一次，或在模型页选择这台电脑上的模型。</translation>
    </message>
    <message>
        <source>Send the message again to be asked again, or choose a model of this computer under Models.</source>
        <translation>请再发一次消息，就会再询问一次；或在模型页选择这台电脑上的模型。</translation>
    </message>
    <message>
        <source>Go online with a milder privacy, or choose a model of this computer under Models.</source>
        <translation>请放宽隐私并改为联网，或在模型页选择这台电脑上的模型。</translation>
    </message>
    <message>
        <source>The endpoint&apos;s address or the name of its model is missing or cannot be used.</source>
        <translation>端点的地址或模型名称缺失或无法使用。</translation>
    </message>
    <message>
        <source>Write both anew under Models, the address as https://host/v1.</source>
        <translation>请在模型页重新填写两者，地址写成 https://host/v1。</translation>
    </message>
    <message>
        <source>The address of {host} begins with http: the conversation would go unencrypted.</source>
        <translation>{host} 的地址以 http 开头：对话会以未加密的方式发送。</translation>
    </message>
    <message>
        <source>The model knows no expert by the name {name}.</source>
        <translation>模型不认得名为 {name} 的专家。</translation>
    </message>
    <message>
        <source>Use one of {names}.</source>
        <translation>请用其中之一：{names}。</translation>
    </message>
    <message>
        <source>There is no expert “{name}” for the name {tier}.</source>
        <translation>名称 {tier} 没有对应的专家“{name}”。</translation>
    </message>
    <message>
        <source>Choose another expert for it, or none.</source>
        <translation>请为它选择其他专家，或不选。</translation>
    </message>
    <message>
        <source>The expert&apos;s name “{name}” cannot be used.</source>
        <translation>专家名称“{name}”无法使用。</translation>
    </message>
    <message>
        <source>Use letters, digits, spaces and . _ - only, {count} characters at most.</source>
        <translation>只能用字母、数字、空格与 . _ -，最多 {count} 个字符。</translation>
    </message>
    <message>
        <source>The model&apos;s name of the expert “{name}” is missing or cannot be used.</source>
        <translation>专家“{name}”缺少模型名称，或名称无法使用。</translation>
    </message>
    <message>
        <source>Write it as the provider does.</source>
        <translation>请照提供商的写法。</translation>
    </message>
    <message>
        <source>The key of the expert “{name}” has a name that cannot be used.</source>
        <translation>专家“{name}”的密钥名称无法使用。</translation>
    </message>
    <message>
        <source>Check the expert under Preferences.</source>
        <translation>请在偏好设置中检查这位专家。</translation>
    </message>
    <message>
        <source>A price of the expert “{name}” is below zero.</source>
        <translation>专家“{name}”的价格小于零。</translation>
    </message>
    <message>
        <source>Write it in dollars, as 2.50.</source>
        <translation>请以美元填写，例如 2.50。</translation>
    </message>
    <message>
        <source>The longest answer of the expert “{name}” must be from 1 to {count} tokens.</source>
        <translation>专家“{name}”的最长回答必须是 1 到 {count} 个 token。</translation>
    </message>
    <message>
        <source>The expert “{name}” would think longer than its longest answer.</source>
        <translation>专家“{name}”的思考会比最长回答还长。</translation>
    </message>
    <message>
        <source>The longest answer counts the thinking too: make it longer, or the thinking shorter.</source>
        <translation>最长回答包含思考：请加长回答，或缩短思考。</translation>
    </message>
    <message>
        <source>Two experts have the name “{name}”.</source>
        <translation>有两位专家名为“{name}”。</translation>
    </message>
    <message>
        <source>Give each a name of its own.</source>
        <translation>请各取不同的名称。</translation>
    </message>
    <message>
        <source>The address of the expert “{name}” is missing.</source>
        <translation>专家“{name}”缺少地址。</translation>
    </message>
    <message>
        <source>The address of the expert “{name}” cannot be used.</source>
        <translation>专家“{name}”的地址无法使用。</translation>
    </message>
    <message>
        <source>Write it as https://host/v1, without a user name.</source>
        <translation>请写成 https://host/v1，不含用户名。</translation>
    </message>
    <message>
        <source>The address of the expert “{name}” begins with http: questions would go unencrypted.</source>
        <translation>专家“{name}”的地址以 http 开头：问题会以未加密的方式发送。</translation>
    </message>
    <message>
        <source>Use https, or a server on this computer or your own network.</source>
        <translation>请用 https，或这台电脑或自己网络上的服务器。</translation>
    </message>
    <message>
        <source>The expert “{name}” has a certificate authority, but no address of your own.</source>
        <translation>专家“{name}”有证书颁发机构，却没有你自己的地址。</translation>
    </message>
    <message>
        <source>It can be added for a server of your own only: write its address, or leave it out.</source>
        <translation>它只能为自己的服务器加入：请填写地址，或不要加入。</translation>
    </message>
    <message>
        <source>The file with the certificate authority of the expert “{name}” holds a private key.</source>
        <translation>专家“{name}”的证书颁发机构文件含有私钥。</translation>
    </message>
    <message>
        <source>Choose a file with the certificate alone.</source>
        <translation>请选择只含证书的文件。</translation>
    </message>
    <message>
        <source>The certificate authority of the expert “{name}” is no certificate in PEM form.</source>
        <translation>专家“{name}”的证书颁发机构不是 PEM 格式的证书。</translation>
    </message>
    <message>
        <source>Choose the authority&apos;s certificate, a file that begins with BEGIN CERTIFICATE.</source>
        <translation>请选择颁发机构的证书，即以 BEGIN CERTIFICATE 开头的文件。</translation>
    </message>
    <message>
        <source>The certificate that was added for the expert “{name}” is not that of an authority.</source>
        <translation>为专家“{name}”加入的证书不是颁发机构的证书。</translation>
    </message>
    <message>
        <source>Choose the certificate of the authority that signed the server&apos;s.</source>
        <translation>请选择签发服务器证书的颁发机构证书。</translation>
    </message>
    <message>
        <source>No search engine is chosen.</source>
        <translation>没有选择搜索引擎。</translation>
    </message>
    <message>
        <source>Choose at least one, or switch web search off.</source>
        <translation>请至少选一个，或关闭网络搜索。</translation>
    </message>
    <message>
        <source>There is no search engine {name} here.</source>
        <translation>这里没有搜索引擎 {name}。</translation>
    </message>
    <message>
        <source>Choose among {names}.</source>
        <translation>请从这些中选择：{names}。</translation>
    </message>
    <message>
        <source>A search engine is chosen twice.</source>
        <translation>重复选择了同一个搜索引擎。</translation>
    </message>
    <message>
        <source>Choose each once.</source>
        <translation>每个只选一次。</translation>
    </message>
    <message>
        <source>The region {name} of the search cannot be used.</source>
        <translation>搜索地区 {name} 无法使用。</translation>
    </message>
    <message>
        <source>Write it as us-en or de-de, or wt-wt for none.</source>
        <translation>请写成 us-en 或 de-de，不限地区则写 wt-wt。</translation>
    </message>
    <message>
        <source>The proxy&apos;s address cannot be used.</source>
        <translation>代理服务器的地址无法使用。</translation>
    </message>
    <message>
        <source>Write it as http://host:port, without a user name, or leave it empty for none.</source>
        <translation>请写成 http://host:port，不含用户名；不用则留空。</translation>
    </message>
    <message>
        <source>There are more than {count} words of your own to hide.</source>
        <translation>要隐藏的自定义词语超过 {count} 个。</translation>
    </message>
    <message>
        <source>Remove some.</source>
        <translation>请移除一些。</translation>
    </message>
    <message>
        <source>A word of your own to hide is too short, too long, or not in one line.</source>
        <translation>某个要隐藏的词语太短、太长，或不在同一行。</translation>
    </message>
    <message>
        <source>Each needs {least} to {most} characters.</source>
        <translation>每个需要 {least} 到 {most} 个字符。</translation>
    </message>
    <message>
        <source>Cloud settings changed: {parts}.</source>
        <translation>云端设置已更改：{parts}。</translation>
    </message>
    <message>
        <source>The key&apos;s name is missing or cannot be used.</source>
        <translation>缺少密钥名称，或名称无法使用。</translation>
    </message>
    <message>
        <source>Save the expert first, then its key.</source>
        <translation>请先保存专家，再保存密钥。</translation>
    </message>
    <message>
        <source>This is no API key: it holds spaces or characters that no key has, or is too long.</source>
        <translation>这不是 API 密钥：含有空格或密钥不会有的字符，或太长。</translation>
    </message>
    <message>
        <source>Copy the key anew from the provider&apos;s page.</source>
        <translation>请从提供商的页面重新复制密钥。</translation>
    </message>
    <message>
        <source>The keyring does not answer.</source>
        <translation>密钥环没有响应。</translation>
    </message>
    <message>
        <source>The keyring did not answer within {seconds} seconds.</source>
        <translation>密钥环在 {seconds} 秒内没有响应。</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>请解锁后再试一次。</translation>
    </message>
    <message>
        <source>The keyring is locked, so the API key cannot be read.</source>
        <translation>密钥环已锁定，无法读取 API 密钥。</translation>
    </message>
    <message>
        <source>The API key is too long.</source>
        <translation>API 密钥太长。</translation>
    </message>
    <message>
        <source>Enter it again.</source>
        <translation>请重新输入。</translation>
    </message>
    <message>
        <source>The API key could not be kept for this run.</source>
        <translation>无法在这次运行期间保留 API 密钥。</translation>
    </message>
    <message>
        <source>The API key cannot go out as the header {name}.</source>
        <translation>API 密钥不能以标头 {name} 发送。</translation>
    </message>
    <message>
        <source>Looking up {host} took too long.</source>
        <translation>查询 {host} 花了太久。</translation>
    </message>
    <message>
        <source>The network was switched off before {host} was asked.</source>
        <translation>询问 {host} 之前网络已关闭。</translation>
    </message>
    <message>
        <source>The API key {name} was stored in the keyring.</source>
        <translation>API 密钥 {name} 已存入密钥环。</translation>
    </message>
    <message>
        <source>The API key {name} is kept for this run only, as there is no keyring.</source>
        <translation>没有密钥环，API 密钥 {name} 只在这次运行期间保留。</translation>
    </message>
    <message>
        <source>The API key {name} was removed.</source>
        <translation>API 密钥 {name} 已移除。</translation>
    </message>
    <message>
        <source>The name {host} was not found, so nothing was sent.</source>
        <translation>找不到 {host} 这个名称，因此什么都没有发送。</translation>
    </message>
    <message>
        <source>Check that this computer is connected to the network, then try again.</source>
        <translation>请确认这台电脑已连上网络，然后再试一次。</translation>
    </message>
    <message>
        <source>The broker could not be started.</source>
        <translation>无法启动中介进程。</translation>
    </message>
    <message>
        <source>Close other programs, then try again.</source>
        <translation>请关闭其他程序，然后再试一次。</translation>
    </message>
    <message>
        <source>The broker was killed, but has not ended yet.</source>
        <translation>中介进程已被强制结束，但尚未终止。</translation>
    </message>
    <message>
        <source>Close Sordino to be sure.</source>
        <translation>为确保无误，请关闭 Sordino。</translation>
    </message>
    <message>
        <source>There is no such expert.</source>
        <translation>没有这位专家。</translation>
    </message>
    <message>
        <source>Save the expert first, then try its key.</source>
        <translation>请先保存专家，再测试密钥。</translation>
    </message>
    <message>
        <source>Check the expert under Preferences, or try again later.</source>
        <translation>请在偏好设置中检查这位专家，或稍后再试。</translation>
    </message>
    <message>
        <source>The request to {host} was not allowed: {error}</source>
        <translation>对 {host} 的请求未获允许：{error}</translation>
    </message>
    <message>
        <source>{host} was not asked: {error}</source>
        <translation>没有询问 {host}：{error}</translation>
    </message>
    <message>
        <source>{host} gave no answer: {error}</source>
        <translation>{host} 没有回答：{error}</translation>
    </message>
    <message>
        <source>The expert&apos;s address cannot be used. Check it in Preferences.</source>
        <translation>专家的地址无法使用。请在偏好设置中检查。</translation>
    </message>
    <message>
        <source>{host} answered, but not with a list of models.</source>
        <translation>{host} 有响应，但不是模型列表。</translation>
    </message>
    <message>
        <source>{host} answered, but not in the form of a chat completion.</source>
        <translation>{host} 有响应，但不是对话回答的格式。</translation>
    </message>
    <message>
        <source>{host} is overloaded. Try again later.</source>
        <translation>{host} 负载过重。请稍后再试。</translation>
    </message>
    <message>
        <source>{host} broke off with an error{said}.</source>
        <translation>{host} 因错误中断{said}。</translation>
    </message>
    <message>
        <source>{host} broke off with an error.</source>
        <translation>{host} 因错误中断。</translation>
    </message>
    <message>
        <source>{host} does not accept the API key. Check it in Preferences.</source>
        <translation>{host} 不接受 API 密钥。请在偏好设置中检查。</translation>
    </message>
    <message>
        <source>{host} says that the account has no credit left.</source>
        <translation>{host} 表示账户已无余额。</translation>
    </message>
    <message>
        <source>{host} says that what was sent is too long for it. Send less.</source>
        <translation>{host} 表示发送的内容太长。请减少内容。</translation>
    </message>
    <message>
        <source>{host} knows no such address or model. Check the expert in Preferences.</source>
        <translation>{host} 不认得这个地址或模型。请在偏好设置中检查专家。</translation>
    </message>
    <message>
        <source>{host} takes no more questions for now: its limit is reached. Try again in {seconds} seconds.</source>
        <translation>{host} 暂时不再接受问题：已达上限。请在 {seconds} 秒后再试。</translation>
    </message>
    <message>
        <source>{host} takes no more questions for now: its limit is reached. Try again later.</source>
        <translation>{host} 暂时不再接受问题：已达上限。请稍后再试。</translation>
    </message>
    <message>
        <source>{host} has a fault of its own (error {status}). Try again later.</source>
        <translation>{host} 本身发生故障（错误 {status}）。请稍后再试。</translation>
    </message>
    <message>
        <source>{host} refused the question (error {status}){said}.</source>
        <translation>{host} 拒绝了问题（错误 {status}）{said}。</translation>
    </message>
    <message>
        <source>{host} refused the question (error {status}).</source>
        <translation>{host} 拒绝了问题（错误 {status}）。</translation>
    </message>
    <message>
        <source>The answer is made without what the page says.</source>
        <translation>回答时不会用到这个网页的内容。</translation>
    </message>
    <message>
        <source>Changed by you before it was sent.</source>
        <translation>发送前已由你更改。</translation>
    </message>
    <message>
        <source>Hidden behind placeholders: {count}.</source>
        <translation>以代号隐藏：{count} 项。</translation>
    </message>
    <message>
        <source>Your change cannot be sent: {problem}</source>
        <translation>你的更改无法发送：{problem}</translation>
    </message>
    <message>
        <source>Estimated at {least} to {most}, cost {cost}.</source>
        <translation>估计 {least} 到 {most}，实际 {cost}。</translation>
    </message>
    <message>
        <source>{read} tokens read, {written} written.</source>
        <translation>读取 {read} 个 token，写出 {written} 个。</translation>
    </message>
    <message>
        <source>Nothing but this request, with your API key, goes to {host}.</source>
        <translation>除了这个请求（附你的 API 密钥），不会有别的发往 {host}。</translation>
    </message>
    <message>
        <source>The key is not tried.</source>
        <translation>不会试用密钥。</translation>
    </message>
    <message>
        <source>{host} does not permit this (error 403){said}.</source>
        <translation>{host} 不允许这样做（错误 403）{said}。</translation>
    </message>
    <message>
        <source>{host} does not permit this (error 403).</source>
        <translation>{host} 不允许这样做（错误 403）。</translation>
    </message>
    <message>
        <source>{host} found nothing that could answer (error 404){said}. Check the expert in Preferences.</source>
        <translation>{host} 找不到能回答的对象（错误 404）{said}。请在偏好设置中检查这位专家。</translation>
    </message>
    <message>
        <source>That is above the estimate.</source>
        <translation>这高于估计。</translation>
    </message>
    <message>
        <source>This asks first what the host allows programs to read.</source>
        <translation>这会先询问主机允许程序读取什么。</translation>
    </message>
    <message>
        <source>{host} gave no price list (status {status}).</source>
        <translation>{host} 没有提供价目表（状态 {status}）。</translation>
    </message>
    <message>
        <source>What {host} sent cannot be used: {error}.</source>
        <translation>{host} 送来的内容无法使用：{error}。</translation>
    </message>
    <message>
        <source>Try again later; until then the prices from before are in force.</source>
        <translation>请稍后再试；在此之前沿用原有的价格。</translation>
    </message>
    <message>
        <source>The price list cannot be written to {path}: {error}.</source>
        <translation>无法将价目表写入 {path}：{error}。</translation>
    </message>
    <message>
        <source>Price list of {day} in force.</source>
        <translation>{day} 的价目表已生效。</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>它太长</translation>
    </message>
    <message>
        <source>it is no list of prices</source>
        <translation>它不是价目表</translation>
    </message>
    <message>
        <source>it lacks providers that it should name</source>
        <translation>它缺少应列出的提供商</translation>
    </message>
    <message>
        <source>it names a model without any prices</source>
        <translation>它列出了没有价格的模型</translation>
    </message>
    <message>
        <source>it holds a price that makes no sense</source>
        <translation>它含有不合理的价格</translation>
    </message>
    <message>
        <source>it holds a pattern that is not safe to use</source>
        <translation>它含有使用上不安全的模式</translation>
    </message>
    <message>
        <source>The price list that was fetched cannot be used; the one of this version is in force.</source>
        <translation>获取的价目表无法使用；目前采用本版本附带的价目表。</translation>
    </message>
    <message>
        <source>The prices from before stay in force; your own prices are used in any case.</source>
        <translation>先前的价目继续有效；你自己的价格一律优先使用。</translation>
    </message>
    <message>
        <source>Not updated: you said no.</source>
        <translation>未更新：你选择了否。</translation>
    </message>
    <message>
        <source>Not updated: it was stopped.</source>
        <translation>未更新：已停止。</translation>
    </message>
    <message>
        <source>What would be sent could not be searched for personal data, so nothing was sent. The search can be switched off under Preferences.</source>
        <translation>无法在将发送的内容中搜索个人数据，因此没有发送任何数据。可在偏好设置中关闭这项搜索。</translation>
    </message>
    <message>
        <source>The search for personal data in the request failed. Nothing was sent.</source>
        <translation>在请求中搜索个人数据失败。没有发送任何数据。</translation>
    </message>
    <message>
        <source>Personal data in the request could not be replaced. Nothing was sent.</source>
        <translation>无法替换请求中的个人数据。没有发送任何数据。</translation>
    </message>
    <message>
        <source>The request is no text, so it cannot be searched for personal data. Nothing was sent.</source>
        <translation>请求不是文字，无法搜索个人数据。没有发送任何数据。</translation>
    </message>
    <message>
        <source>Personal data stands in the name of a field of the request, where nothing can be put in its place. Nothing was sent.</source>
        <translation>个人数据出现在请求的字段名称中，无法替换。没有发送任何数据。</translation>
    </message>
    <message>
        <source>The request says that it is JSON and is not, so it cannot be searched for personal data. Nothing was sent.</source>
        <translation>这个请求自称为 JSON 却不是，因此无法搜索其中的个人数据。什么都没有发送。</translation>
    </message>
    <message>
        <source>Sordino&apos;s socket filter does not know this kind of processor: the window and the model are separate processes that open no network connection, but the operating system does not enforce it.</source>
        <translation>Sordino 的套接字过滤器不认得这种处理器：窗口与模型是不打开网络连接的独立进程，但操作系统并未强制。</translation>
    </message>
    <message>
        <source>The Linux kernel&apos;s socket filter (seccomp) is not in force here: this run was not started with the command sordino, or this kernel lacks the filter.</source>
        <translation>Linux 内核的套接字过滤器（seccomp）在这里没有生效：这次不是以 sordino 命令启动，或这个内核没有过滤器。</translation>
    </message>
    <message>
        <source>The window and the model are separate processes that open no network connection, but the operating system does not enforce it.</source>
        <translation>窗口与模型是不打开网络连接的独立进程，但操作系统并未强制。</translation>
    </message>
    <message>
        <source>The launcher is not held by the system, because it starts the broker. It opens no network connection.</source>
        <translation>启动程序不受系统限制，因为由它启动中介进程。它不打开网络连接。</translation>
    </message>
    <message>
        <source>The launcher of this run is behind the filter as well.</source>
        <translation>这次运行的启动程序也在过滤器之后。</translation>
    </message>
    <message>
        <source>The probe ended before it had tried all.</source>
        <translation>探测在尝试完之前就结束了。</translation>
    </message>
    <message>
        <source>{count} network sockets in /proc</source>
        <translation>/proc 中有 {count} 个网络套接字</translation>
    </message>
    <message>
        <source>Behind the same filter as the window</source>
        <translation>与窗口在同一个过滤器之后</translation>
    </message>
    <message>
        <source>Sockets that it holds open</source>
        <translation>它打开着的套接字</translation>
    </message>
    <message>
        <source>Socket filter</source>
        <translation>套接字过滤器</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>探测</translation>
    </message>
    <message>
        <source>Self-test: the system refused {refused} of {tried} ways out.</source>
        <translation>自检：{tried} 条外发途径中，系统拒绝了 {refused} 条。</translation>
    </message>
    <message>
        <source>A broker exists: Sordino is online.</source>
        <translation>有中介进程：Sordino 已联网。</translation>
    </message>
    <message>
        <source>The system let it through.</source>
        <translation>系统放行了。</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许的操作</translation>
    </message>
    <message>
        <source>TCP over IPv4</source>
        <translation>经由 IPv4 的 TCP</translation>
    </message>
    <message>
        <source>TCP over IPv6</source>
        <translation>经由 IPv6 的 TCP</translation>
    </message>
    <message>
        <source>UDP over IPv4</source>
        <translation>经由 IPv4 的 UDP</translation>
    </message>
    <message>
        <source>UDP over IPv6</source>
        <translation>经由 IPv6 的 UDP</translation>
    </message>
    <message>
        <source>Raw IPv4 packets</source>
        <translation>原始 IPv4 数据包</translation>
    </message>
    <message>
        <source>Raw IPv6 packets</source>
        <translation>原始 IPv6 数据包</translation>
    </message>
    <message>
        <source>Raw frames (packet socket)</source>
        <translation>原始帧（packet 套接字）</translation>
    </message>
    <message>
        <source>Netlink socket</source>
        <translation>Netlink 套接字</translation>
    </message>
    <message>
        <source>Socket to the host of a virtual machine</source>
        <translation>通往虚拟机主机的套接字</translation>
    </message>
    <message>
        <source>Sockets of all other families</source>
        <translation>其他各类套接字</translation>
    </message>
    <message>
        <source>C library (ctypes)</source>
        <translation>C 程序库（ctypes）</translation>
    </message>
    <message>
        <source>System call by its number</source>
        <translation>以编号调用系统</translation>
    </message>
    <message>
        <source>System call by its number (x32)</source>
        <translation>以编号调用系统（x32）</translation>
    </message>
    <message>
        <source>System call by its number (32 bit)</source>
        <translation>以编号调用系统（32 位）</translation>
    </message>
    <message>
        <source>The kernel&apos;s own name lookup (request_key)</source>
        <translation>内核自己的名称查询（request_key）</translation>
    </message>
    <message>
        <source>A new Python process</source>
        <translation>新的 Python 进程</translation>
    </message>
    <message>
        <source>Name lookup (getaddrinfo)</source>
        <translation>名称查询（getaddrinfo）</translation>
    </message>
    <message>
        <source>Name lookup (res_query)</source>
        <translation>名称查询（res_query）</translation>
    </message>
    <message>
        <source>Name lookup by a service of this computer</source>
        <translation>由这台电脑的服务查询名称</translation>
    </message>
    <message>
        <source>A container engine of this computer</source>
        <translation>这台电脑的容器引擎</translation>
    </message>
    <message>
        <source>A socket of family {family} was opened.</source>
        <translation>打开了 {family} 类的套接字。</translation>
    </message>
    <message>
        <source>This kernel has no other family.</source>
        <translation>这个内核没有其他类别。</translation>
    </message>
    <message>
        <source>Only Linux is asked in this way.</source>
        <translation>只有 Linux 会这样测试。</translation>
    </message>
    <message>
        <source>The number is not known for this processor.</source>
        <translation>不知道这种处理器的编号。</translation>
    </message>
    <message>
        <source>This processor has no such calls.</source>
        <translation>这种处理器没有这种调用。</translation>
    </message>
    <message>
        <source>This kernel takes no 32-bit calls.</source>
        <translation>这个内核不接受 32 位调用。</translation>
    </message>
    <message>
        <source>The kernel took the question.</source>
        <translation>内核接受了查询。</translation>
    </message>
    <message>
        <source>This C library has no such function.</source>
        <translation>这个 C 程序库没有这个函数。</translation>
    </message>
    <message>
        <source>{path} answers.</source>
        <translation>{path} 有响应。</translation>
    </message>
    <message>
        <source>There is no such service.</source>
        <translation>没有这种服务。</translation>
    </message>
    <message>
        <source>curl is not installed here.</source>
        <translation>这里没有安装 curl。</translation>
    </message>
    <message>
        <source>What you made stricter holds and is saved. Nothing else has changed.</source>
        <translation>变得更严格的部分已生效并已保存，其他都没有更改。</translation>
    </message>
    <message>
        <source>What you made stricter holds, but only until Sordino is closed: it could not be saved.</source>
        <translation>变得更严格的部分已生效，但无法保存，只维持到 Sordino 关闭为止。</translation>
    </message>
    <message>
        <source>The broker was ended earlier, when no row could be written.</source>
        <translation>中介进程先前已结束，当时无法写入记录。</translation>
    </message>
    <message>
        <source>It keeps its memory to itself, so the system lets nobody look at it from outside.</source>
        <translation>它的内存不对外开放，因此系统不让任何人从外部查看。</translation>
    </message>
    <message>
        <source>Nothing was sent, but {host} was looked up.</source>
        <translation>没有发送任何内容，但查询过 {host} 的地址。</translation>
    </message>
    <message>
        <source>The proxy would have to look it up, and whether that leads to a private network could not be checked.</source>
        <translation>必须由代理服务器查询这个名称，而无法检查它是否通往专用网络。</translation>
    </message>
    <message>
        <source>The query is empty.</source>
        <translation>搜索词是空的。</translation>
    </message>
    <message>
        <source>The query is longer than {count} characters.</source>
        <translation>搜索词超过 {count} 个字符。</translation>
    </message>
    <message>
        <source>The query holds characters that cannot be sent.</source>
        <translation>搜索词含有无法发送的字符。</translation>
    </message>
    <message>
        <source>This is no address of a page. One begins with https:// or http:// and names a host.</source>
        <translation>这不是网页地址。网页地址以 https:// 或 http:// 开头，并包含主机名。</translation>
    </message>
    <message>
        <source>The address holds characters that cannot be sent.</source>
        <translation>地址含有无法发送的字符。</translation>
    </message>
    <message>
        <source>The address is longer than {count} characters.</source>
        <translation>地址超过 {count} 个字符。</translation>
    </message>
    <message>
        <source>The question is empty.</source>
        <translation>问题是空的。</translation>
    </message>
    <message>
        <source>The question is longer than {count} characters: shorten it.</source>
        <translation>问题超过 {count} 个字符：请缩短。</translation>
    </message>
    <message>
        <source>The question holds characters that cannot be sent.</source>
        <translation>问题含有无法发送的字符。</translation>
    </message>
    <message>
        <source>The question is too long for what one call may cost here: {count} characters at most.</source>
        <translation>就这里一次调用的费用上限而言，问题太长：最多 {count} 个字符。</translation>
    </message>
    <message>
        <source>The documents are too long to be sent: name fewer of them.</source>
        <translation>文档太长，无法发送：请少指定几份。</translation>
    </message>
    <message>
        <source>The documents are too long for what one call to {name} may cost here: name fewer of them, or none.</source>
        <translation>就这里一次调用 {name} 的费用上限而言，文档太长：请少指定几份，或都不指定。</translation>
    </message>
    <message>
        <source>The conversation is too long to be sent: ask a question instead.</source>
        <translation>对话太长，无法发送：请改为提问。</translation>
    </message>
    <message>
        <source>The conversation is too long for what one call to {name} may cost here: ask a question instead.</source>
        <translation>就这里一次调用 {name} 的费用上限而言，对话太长：请改为提问。</translation>
    </message>
    <message>
        <source>There is no conversation yet that an expert could read.</source>
        <translation>还没有专家可以读的对话。</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; may be any of several documents. Name the one that is meant: {names}.</source>
        <translation>“{name}”可能是好几份文档之一。请指明是哪一份：{names}。</translation>
    </message>
    <message>
        <source>No document &quot;{name}&quot; was read in this conversation: none was read at all.</source>
        <translation>这段对话没有读过文档“{name}”：一份文档都没有读过。</translation>
    </message>
    <message>
        <source>No document &quot;{name}&quot; was read in this conversation. These were: {names}.</source>
        <translation>这段对话没有读过文档“{name}”。读过的有：{names}。</translation>
    </message>
    <message>
        <source>{host} does not want programs to read this page.</source>
        <translation>{host} 不希望程序读取这个网页。</translation>
    </message>
    <message>
        <source>The request to {host} was not allowed: {reason}</source>
        <translation>不允许向 {host} 发送请求：{reason}</translation>
    </message>
    <message>
        <source>{host} was not asked: {reason}</source>
        <translation>没有询问 {host}：{reason}</translation>
    </message>
    <message>
        <source>{host} gave no answer: {reason}</source>
        <translation>{host} 没有回答：{reason}</translation>
    </message>
    <message>
        <source>The answer of {host} broke off: {reason}</source>
        <translation>{host} 的回答中断：{reason}</translation>
    </message>
    <message>
        <source>The answer of {host} ended before its end.</source>
        <translation>{host} 的回答还没完就结束了。</translation>
    </message>
    <message>
        <source>{host} sent more at once than can be read.</source>
        <translation>{host} 一次发来太多，无法读取。</translation>
    </message>
    <message>
        <source>{host} stopped with an error.</source>
        <translation>{host} 因错误而停止。</translation>
    </message>
    <message>
        <source>It says: “{said}”.</source>
        <translation>它说：“{said}”。</translation>
    </message>
    <message>
        <source>{host} does not accept the API key.</source>
        <translation>{host} 不接受这个 API 密钥。</translation>
    </message>
    <message>
        <source>Write the key anew under Models.</source>
        <translation>请在模型页重新填写密钥。</translation>
    </message>
    <message>
        <source>{host} knows no such address or model.</source>
        <translation>{host} 没有这个地址或模型。</translation>
    </message>
    <message>
        <source>Check the address, which usually ends in /v1, and the model&apos;s name under Models.</source>
        <translation>请在模型页检查地址（通常以 /v1 结尾）与模型名称。</translation>
    </message>
    <message>
        <source>{host} takes no more requests for now.</source>
        <translation>{host} 暂时不再接受请求。</translation>
    </message>
    <message>
        <source>{host} points to another address (status {status}).</source>
        <translation>{host} 指向另一个地址（状态 {status}）。</translation>
    </message>
    <message>
        <source>Write that address under Models; Sordino follows no redirects.</source>
        <translation>请在模型页填写该地址；Sordino 不跟随重定向。</translation>
    </message>
    <message>
        <source>{host} has a fault of its own (status {status}).</source>
        <translation>{host} 本身发生错误（状态 {status}）。</translation>
    </message>
    <message>
        <source>{host} refused the request (status {status}).</source>
        <translation>{host} 拒绝了请求（状态 {status}）。</translation>
    </message>
    <message>
        <source>If the text is too long for it, begin a new conversation; else check the settings under Models.</source>
        <translation>若文字对它而言太长，请开始新对话；否则请检查模型页的设置。</translation>
    </message>
    <message>
        <source>{host} answered, but not as an OpenAI-compatible server does.</source>
        <translation>{host} 有响应，但不像 OpenAI 兼容的服务器。</translation>
    </message>
    <message>
        <source>Check the address under Models: it usually ends in /v1.</source>
        <translation>请在模型页检查地址：通常以 /v1 结尾。</translation>
    </message>
    <message>
        <source>Sordino is offline.</source>
        <translation>Sordino 目前离线。</translation>
    </message>
    <message>
        <source>{host} did not answer within {seconds} seconds.</source>
        <translation>{host} 在 {seconds} 秒内没有响应。</translation>
    </message>
    <message>
        <source>{host} sent nothing more for {seconds} seconds; {progress} came.</source>
        <translation>{host} 有 {seconds} 秒没再发来数据；已收到 {progress}。</translation>
    </message>
    <message>
        <source>The yes holds for this file from this host.</source>
        <translation>此同意适用于这个主机上的这个文件。</translation>
    </message>
    <message>
        <source>The yes holds for this answer.</source>
        <translation>此同意适用于这次回答。</translation>
    </message>
    <message>
        <source>The yes holds for this conversation.</source>
        <translation>此同意适用于这段对话。</translation>
    </message>
    <message>
        <source>The connection to {host} failed: {error}.</source>
        <translation>与 {host} 的连接失败：{error}。</translation>
    </message>
    <message>
        <source>The address is refused: {reason}</source>
        <translation>拒绝这个地址：{reason}</translation>
    </message>
    <message>
        <source>{host} has no address.</source>
        <translation>{host} 没有地址。</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>没有发送任何数据。</translation>
    </message>
    <message>
        <source>Plain http would send this unencrypted to {address}, outside your own network.</source>
        <translation>用 http 会以未加密的方式发到你自己网络以外的 {address}。</translation>
    </message>
    <message>
        <source>The network was switched off while {host} was answering.</source>
        <translation>{host} 响应途中，网络已关闭。</translation>
    </message>
    <message>
        <source>The network was switched off while {host} was being asked. No answer came.</source>
        <translation>询问 {host} 途中，网络已关闭。没有收到响应。</translation>
    </message>
    <message>
        <source>The keyring holds no API key called {name}. Enter it in Preferences.</source>
        <translation>密钥环中没有名为 {name} 的 API 密钥。请在偏好设置中输入。</translation>
    </message>
    <message>
        <source>The keyring is locked, so the API key cannot be read. Unlock it and try again.</source>
        <translation>密钥环已锁定，无法读取 API 密钥。请解锁后再试一次。</translation>
    </message>
    <message>
        <source>Hard limits</source>
        <translation>硬性限制</translation>
    </message>
    <message>
        <source>Low latency</source>
        <translation>低延迟</translation>
    </message>
    <message>
        <source>What is switched off is never used: {blocked}.</source>
        <translation>已关闭的工具永不使用：{blocked}。</translation>
    </message>
    <message>
        <source>{tool} is switched off in Preferences.</source>
        <translation>{tool} 已在偏好设置中关闭。</translation>
    </message>
    <message>
        <source>What would take longer than {step} seconds, or end after {turn} seconds of an answer, does not leave.</source>
        <translation>预计超过 {step} 秒，或会在一个回答进行 {turn} 秒之后才结束的调用，不会离开这台电脑。</translation>
    </message>
    <message>
        <source>{tool} is too slow for your latency dial: {pace}.</source>
        <translation>以你的低延迟设置来说，{tool} 太慢：{pace}。</translation>
    </message>
    <message>
        <source>nobody knows how long it takes</source>
        <translation>无从得知需要多久</translation>
    </message>
    <message>
        <source>it takes about {seconds} s, and one call may take {step} s</source>
        <translation>约需 {seconds} 秒，而单次调用最多 {step} 秒</translation>
    </message>
    <message>
        <source>it takes about {seconds} s, and of the {turn} s of an answer {elapsed} s are gone</source>
        <translation>约需 {seconds} 秒，而整个回答的 {turn} 秒中已用去 {elapsed} 秒</translation>
    </message>
    <message>
        <source>A model that another model called cannot ask you, so the answer is no.</source>
        <translation>由另一个模型调用的模型无法询问你，因此答案是拒绝。</translation>
    </message>
    <message>
        <source>This call needs a yes, and a model that another model called cannot ask for it. {question}</source>
        <translation>这次调用需要同意，而由另一个模型调用的模型无法询问。{question}</translation>
    </message>
    <message>
        <source>{count} phrases from {origin}</source>
        <translation>{origin} 的 {count} 个短语</translation>
    </message>
    <message>
        <source>1 phrase from {origin}</source>
        <translation>{origin} 的 1 个短语</translation>
    </message>
    <message>
        <source>The yes holds for one hour.</source>
        <translation>这次同意一小时内有效。</translation>
    </message>
    <message>
        <source>The yes holds for this host until Sordino ends.</source>
        <translation>这次同意对这个主机有效，直到 Sordino 结束。</translation>
    </message>
    <message>
        <source>The yes holds until it is revoked.</source>
        <translation>这次同意在撤销前都有效。</translation>
    </message>
    <message>
        <source>A yes for {tool} to {host} was given.</source>
        <translation>已同意 {tool} 连到 {host}。</translation>
    </message>
    <message>
        <source>The yes for {tool} to {host} was made lasting.</source>
        <translation>对 {tool} 连到 {host} 的同意已改为持续有效。</translation>
    </message>
    <message>
        <source>The yes for {tool} to {host} was revoked.</source>
        <translation>对 {tool} 连到 {host} 的同意已撤销。</translation>
    </message>
    <message>
        <source>The yes for {tool} to {host} has expired.</source>
        <translation>对 {tool} 连到 {host} 的同意已到期。</translation>
    </message>
    <message>
        <source>The yes for {tool} to {host} lapsed, as it was long unused.</source>
        <translation>对 {tool} 连到 {host} 的同意久未使用，已失效。</translation>
    </message>
    <message>
        <source>You revoked the yes for {host}, and the request was cut off.</source>
        <translation>你撤销了对 {host} 的同意，请求已中断。</translation>
    </message>
    <message>
        <source>Start it again to be asked again.</source>
        <translation>重新开始，就会再次询问你。</translation>
    </message>
    <message>
        <source>The grants cannot be written to {path}: {error}.</source>
        <translation>无法将授权写入 {path}：{error}。</translation>
    </message>
    <message>
        <source>What it allowed is asked about again.</source>
        <translation>它允许过的内容会再次询问。</translation>
    </message>
    <message>
        <source>This grant has ended, or may not be kept.</source>
        <translation>这个授权已结束，或不能保留。</translation>
    </message>
    <message>
        <source>Wait until you are asked again.</source>
        <translation>请等到再次询问你时再回答。</translation>
    </message>
    <message>
        <source>What the sentence asks for has changed meanwhile.</source>
        <translation>这句话所要求的内容在这段时间里已经改变。</translation>
    </message>
    <message>
        <source>Look at it and choose again.</source>
        <translation>请再看一次，重新选择。</translation>
    </message>
    <message>
        <source>The cap for this conversation is reached: {spent} of {cap} is spent. What would cost more waits for a new conversation; free and local tools go on.</source>
        <translation>这个对话的上限已到：{cap} 中已用 {spent}。需要更多费用的工作要等到新对话；免费与本机工具照常使用。</translation>
    </message>
    <message>
        <source>The cap for one day is reached: {spent} of {cap} is spent. What would cost more waits until 00:00 UTC; free and local tools go on.</source>
        <translation>每日上限已到：{cap} 中已用 {spent}。需要更多费用的工作要等到 UTC 00:00；免费与本机工具照常使用。</translation>
    </message>
    <message>
        <source>The cap for one month is reached: {spent} of {cap} is spent. What would cost more waits until {date}, 00:00 UTC; free and local tools go on.</source>
        <translation>每月上限已到：{cap} 中已用 {spent}。需要更多费用的工作要等到 {date} UTC 00:00；免费与本机工具照常使用。</translation>
    </message>
    <message>
        <source>Sordino ended before the answer came. The call is taken to have cost what was reserved for it.</source>
        <translation>Sordino 在收到回答前就结束了。这次调用的费用以预留的金额计算。</translation>
    </message>
    <message>
        <source>Ask whoever looks after this computer.</source>
        <translation>请询问管理这台电脑的人。</translation>
    </message>
    <message>
        <source>{organisation} has settled Privacy: no milder stop can be chosen.</source>
        <translation>{organisation} 已设定隐私：不能选择更宽松的位置。</translation>
    </message>
    <message>
        <source>{organisation} has settled Low latency: no slower stop can be chosen.</source>
        <translation>{organisation} 已设定低延迟：不能选择更慢的位置。</translation>
    </message>
    <message>
        <source>{organisation} has settled the cost caps: none can be raised above its bound.</source>
        <translation>{organisation} 已设定费用上限：不能超过其界限。</translation>
    </message>
    <message>
        <source>{organisation} keeps Sordino offline.</source>
        <translation>{organisation} 让 Sordino 保持离线。</translation>
    </message>
    <message>
        <source>{organisation} has switched off tools that cannot be switched on here.</source>
        <translation>{organisation} 已关闭某些工具，在这里无法开启。</translation>
    </message>
    <message>
        <source>{organisation} has fixed Privacy: it cannot be moved.</source>
        <translation>{organisation} 已固定隐私：不能移动。</translation>
    </message>
    <message>
        <source>{organisation} has fixed Low latency: it cannot be moved.</source>
        <translation>{organisation} 已固定低延迟：不能移动。</translation>
    </message>
    <message>
        <source>{organisation} has fixed the cost caps: they cannot be changed.</source>
        <translation>{organisation} 已固定费用上限：不能更改。</translation>
    </message>
    <message>
        <source>{organisation} has fixed the offline switch: it cannot be moved.</source>
        <translation>{organisation} 已固定离线开关：不能切换。</translation>
    </message>
    <message>
        <source>{organisation} has fixed which tools are switched off.</source>
        <translation>{organisation} 已固定哪些工具关闭。</translation>
    </message>
    <message>
        <source>{organisation} has fixed the preference sentence: it cannot be changed.</source>
        <translation>{organisation} 已固定偏好语句：不能更改。</translation>
    </message>
    <message>
        <source>The policy file {path} cannot be used: {problem}. Until it is mended everything stays on this computer, nothing may cost anything, and each yes holds once.</source>
        <translation>策略文件 {path} 无法使用：{problem}。修复之前，一切都留在这台电脑上，不能产生费用，每次同意只有一次有效。</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>它不是文件</translation>
    </message>
    <message>
        <source>it is larger than 1 MiB</source>
        <translation>它大于 1 MiB</translation>
    </message>
    <message>
        <source>it has version {version}</source>
        <translation>它的版本是 {version}</translation>
    </message>
    <message>
        <source>the organisation&apos;s name cannot be shown</source>
        <translation>组织的名称无法显示</translation>
    </message>
    <message>
        <source>the widest grant cannot be deny</source>
        <translation>最宽的授权不能是拒绝</translation>
    </message>
    <message>
        <source>it fixes {dial} and does not say where</source>
        <translation>它固定了 {dial}，却没有说固定在哪里</translation>
    </message>
    <message>
        <source>a name stands twice in one object</source>
        <translation>同一个对象中有重复的名称</translation>
    </message>
    <message>
        <source>Search the web for current or public information.</source>
        <translation>搜索网上最新或公开的信息。</translation>
    </message>
    <message>
        <source>The search words go to {host}, which also sees this computer&apos;s address, as with any visit.</source>
        <translation>搜索词会发到 {host}；与任何访问一样，它也会看到这台电脑的地址。</translation>
    </message>
    <message>
        <source>Ask a larger model elsewhere a hard question that needs more knowledge or reasoning.</source>
        <translation>向别处更大的模型询问需要更多知识或推理的难题。</translation>
    </message>
    <message>
        <source>The question, and nothing else of the conversation, goes to {host}.</source>
        <translation>只有问题会发到 {host}，对话的其他内容不会。</translation>
    </message>
    <message>
        <source>Work out an arithmetic expression exactly.</source>
        <translation>精确计算算式。</translation>
    </message>
    <message>
        <source>Tell the current date, weekday and time.</source>
        <translation>告知当前的日期、星期与时间。</translation>
    </message>
    <message>
        <source>List the files in the folders that the user has chosen.</source>
        <translation>列出你选择的文件夹中的文件。</translation>
    </message>
    <message>
        <source>Write a note down for the user, so that it can be found again later.</source>
        <translation>为你记下笔记，以便日后找到。</translation>
    </message>
    <message>
        <source>Search the user&apos;s own notes.</source>
        <translation>搜索你自己的笔记。</translation>
    </message>
    <message>
        <source>Read a text file from the folders that the user has chosen.</source>
        <translation>读取你选择的文件夹中的文本文件。</translation>
    </message>
    <message>
        <source>Search the names and the text of the files in the folders that the user has chosen.</source>
        <translation>搜索你选择的文件夹中文件的名称与内容。</translation>
    </message>
    <message>
        <source>The page&apos;s address goes to {host}, which also sees this computer&apos;s address, as with any visit.</source>
        <translation>网页的地址会发送到 {host}，它也会看到这台电脑的地址，与一般浏览时一样。</translation>
    </message>
    <message>
        <source>The search words go to {hosts}, which also see this computer&apos;s address, as with any visit.</source>
        <translation>搜索词会发送到 {hosts}，它们也会看到这台电脑的地址，与一般浏览时一样。</translation>
    </message>
    <message>
        <source>The whole conversation, with all that was read in it, goes to {model} at {host}.</source>
        <translation>整段对话，连同其中读过的一切，会发送到 {host} 的 {model}。</translation>
    </message>
    <message>
        <source>The whole conversation, with all that was read in it, goes to {host}.</source>
        <translation>整段对话，连同其中读过的一切，会发送到 {host}。</translation>
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
        <translation>加载</translation>
    </message>
    <message>
        <source>Load {name}</source>
        <translation>加载 {name}</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>下载…</translation>
    </message>
    <message>
        <source>Download {name}</source>
        <translation>下载 {name}</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Licence of {name}</source>
        <translation>{name} 的许可</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Verify {name}</source>
        <translation>验证 {name}</translation>
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
        <translation>请先改为联网</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>已复制地址</translation>
    </message>
    <message>
        <source>Copy model card address</source>
        <translation>复制模型卡地址</translation>
    </message>
    <message>
        <source>Copy the address of the model card: {url}</source>
        <translation>复制模型卡的地址：{url}</translation>
    </message>
</context>
<context>
    <name>EntryFacts</name>
    <message>
        <source>Research only</source>
        <translation>仅限研究</translation>
    </message>
    <message>
        <source>The licence permits research and development only, no commercial use.</source>
        <translation>许可只允许研究与开发，不得用于商业用途。</translation>
    </message>
    <message>
        <source>Altered weights</source>
        <translation>权重被改动</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>已加载</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在这台电脑上</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>不在这台电脑上</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>许可：{licence}</translation>
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
            <numerusform>从 %n 个模型中选择…</numerusform>
        </translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>提供商</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Price in, $ per million tokens</source>
        <translation>输入价格，每百万 token 的美元数</translation>
    </message>
    <message>
        <source>Price out, $ per million tokens</source>
        <translation>输出价格，每百万 token 的美元数</translation>
    </message>
    <message>
        <source>Longest answer, in tokens</source>
        <translation>最长回答（token 数）</translation>
    </message>
    <message>
        <source>Thinking, in tokens</source>
        <translation>思考（token 数）</translation>
    </message>
    <message>
        <source>Models that the server has named</source>
        <translation>服务器列出的模型</translation>
    </message>
    <message>
        <source>as the provider writes it</source>
        <translation>照提供商的写法</translation>
    </message>
    <message>
        <source>yours to choose</source>
        <translation>由你自定义</translation>
    </message>
    <message>
        <source>Remove key</source>
        <translation>移除密钥</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save and test key</source>
        <translation>保存并测试密钥</translation>
    </message>
    <message>
        <source>Asks the provider for its list of models, which costs nothing</source>
        <translation>向提供商询问模型列表，不需费用</translation>
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
        <translation>添加专家</translation>
    </message>
    <message>
        <source>Whether this model thinks cannot be set from here.</source>
        <translation>无法从这里设置此模型是否思考。</translation>
    </message>
    <message>
        <source>How this server is asked to think is not known, so the setting has no effect.</source>
        <translation>不知道如何要求这台服务器思考，因此这项设置不起作用。</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>in the keyring</source>
        <translation>已在密钥环中</translation>
    </message>
    <message>
        <source>for this run only</source>
        <translation>只供这次运行</translation>
    </message>
    <message>
        <source>saved before</source>
        <translation>先前已保存</translation>
    </message>
    <message>
        <source>More: address, prices, lengths</source>
        <translation>更多：地址、价格、长度</translation>
    </message>
    <message>
        <source>More: prices, lengths, certificate authority</source>
        <translation>更多：价格、长度、证书颁发机构</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
</context>
<context>
    <name>ExpertRow</name>
    <message>
        <source>Its price is unknown: a call reserves all that is left of your caps.</source>
        <translation>价格不明：每次调用会预留上限中剩余的全部金额。</translation>
    </message>
    <message>
        <source>Asking {host} for its models…</source>
        <translation>正在向 {host} 询问模型…</translation>
    </message>
    <message>
        <source>has a key</source>
        <translation>有密钥</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>没有密钥</translation>
    </message>
    <message>
        <source>the model knows it by no name</source>
        <translation>模型不知道它</translation>
    </message>
    <message>
        <source>the model knows it as {names}</source>
        <translation>模型称它为 {names}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>编辑 {name}</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Test the key of {name}</source>
        <translation>测试 {name} 的密钥</translation>
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
        <translation>向提供商询问模型列表，不需费用</translation>
    </message>
    <message>
        <source>Remove {name}, and its key where no other expert uses it?</source>
        <translation>要移除 {name} 吗？若没有其他专家使用，也一并移除它的密钥。</translation>
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
        <translation>专家</translation>
    </message>
    <message>
        <source>Stronger models elsewhere, for what the model of this computer cannot answer. Where privacy allows it, each call asks you first, unless an earlier yes covers it.</source>
        <translation>别处更强的模型，用于这台电脑的模型答不出的问题。隐私设置允许时，每次调用都先问你，除非先前的同意已涵盖。</translation>
    </message>
    <message>
        <source>No expert yet: everything is answered by the model in use.</source>
        <translation>还没有专家：一切都由使用中的模型回答。</translation>
    </message>
    <message>
        <source>Add an expert…</source>
        <translation>添加专家…</translation>
    </message>
    <message>
        <source>The key for {host} is in the keyring.</source>
        <translation>{host} 的密钥已在密钥环中。</translation>
    </message>
    <message>
        <source>This system has no keyring, so the key for {host} is kept for this run only and written nowhere.</source>
        <translation>这个系统没有密钥环，{host} 的密钥只在这次运行期间保留，不会写到任何地方。</translation>
    </message>
    <message>
        <source>The key for {host} is removed.</source>
        <translation>已移除 {host} 的密钥。</translation>
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
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
</context>
<context>
    <name>FigureStrip</name>
    <message>
        <source>Calls</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Left this computer</source>
        <translation>离开这台电脑</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>已询问</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>{rules} by rule, {answers} by answer</source>
        <translation>规则 {rules}，回答 {answers}</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>nothing was sent</source>
        <translation>什么都没发出</translation>
    </message>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%n 个主机</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} to {hosts}</source>
        <translation>{size}，发往 {hosts}</translation>
    </message>
    <message>
        <source>no question needed</source>
        <translation>无须询问</translation>
    </message>
    <message>
        <source>{count} agreed</source>
        <translation>{count} 次同意</translation>
    </message>
    <message>
        <source>only free tools may run</source>
        <translation>只能用免费工具</translation>
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
        <translation>这个对话中没有</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>在这个对话中查找</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>FoldersSection</name>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>File tools read these folders and what lies in them, and nothing else.</source>
        <translation>文件工具只读这些文件夹及其内容，其他一概不读。</translation>
    </message>
    <message>
        <source>No folder yet: file tools can read nothing.</source>
        <translation>还没有文件夹：文件工具什么都不能读。</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
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
        <translation>选择文件工具可以读取的文件夹</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Deny</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Show what would be sent</source>
        <translation>显示将发送的内容</translation>
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
        <translation>撤销</translation>
    </message>
    <message>
        <source>Revoke {grant}</source>
        <translation>撤销 {grant}</translation>
    </message>
    <message>
        <source>Keep until revoked</source>
        <translation>保留到撤销为止</translation>
    </message>
    <message>
        <source>Keep {grant} until revoked</source>
        <translation>将 {grant} 保留到撤销为止</translation>
    </message>
</context>
<context>
    <name>GrantsSection</name>
    <message>
        <source>Grants in force</source>
        <translation>有效的授权</translation>
    </message>
    <message>
        <source>A yes that covers further calls. It ends at once when you revoke it.</source>
        <translation>涵盖后续调用的同意。撤销后立即失效。</translation>
    </message>
    <message>
        <source>None: every call that asks, asks each time.</source>
        <translation>没有：需要询问的调用每次都会询问。</translation>
    </message>
    <message>
        <source>Revoke all</source>
        <translation>全部撤销</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>State: {state}</source>
        <translation>状态：{state}</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>显示或隐藏对话列表</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>A question waits</source>
        <translation>有问题等你回答</translation>
    </message>
    <message>
        <source>Cloud allowed until {time}</source>
        <translation>{time} 前允许云端</translation>
    </message>
    <message>
        <source>Calls to {hosts} need no further question. Whatever else would leave this computer asks.</source>
        <translation>对 {hosts} 的调用不再询问。其他要离开这台电脑的内容都会先询问。</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>Nothing leaves this computer while Sordino starts.</source>
        <translation>Sordino 启动期间，什么都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>No process of Sordino can reach the network.</source>
        <translation>Sordino 没有任何进程能连上网络。</translation>
    </message>
    <message>
        <source>Going offline</source>
        <translation>正在离线</translation>
    </message>
    <message>
        <source>Offline is set, but the process that can connect is still there.</source>
        <translation>已设为离线，但可联网的进程还在。</translation>
    </message>
    <message>
        <source>Local only</source>
        <translation>仅限本机</translation>
    </message>
    <message>
        <source>Only tools on this computer may be used.</source>
        <translation>只能使用这台电脑上的工具。</translation>
    </message>
    <message>
        <source>Ask before cloud</source>
        <translation>上云端前先询问</translation>
    </message>
    <message>
        <source>Whatever would leave this computer is shown to you first and needs your yes.</source>
        <translation>凡要离开这台电脑的，都先给你看，并须你同意。</translation>
    </message>
    <message>
        <source>Answers from {host}</source>
        <translation>由 {host} 回答</translation>
    </message>
    <message>
        <source>The model runs on {host}. Your conversation is sent there, once you have agreed to it.</source>
        <translation>模型在 {host} 上运行。经你同意后，对话会发到那里。</translation>
    </message>
    <message>
        <source>Cloud allowed</source>
        <translation>允许云端</translation>
    </message>
    <message>
        <source>Some calls may leave this computer without a question. The rules are in Preferences.</source>
        <translation>有些调用可不经询问离开这台电脑。规则在偏好设置中。</translation>
    </message>
    <message>
        <source>Go online</source>
        <translation>改为联网</translation>
    </message>
    <message>
        <source>Go offline</source>
        <translation>改为离线</translation>
    </message>
    <message>
        <source>Switch between offline and online (Ctrl+Shift+O)</source>
        <translation>切换离线与联网（Ctrl+Shift+O）</translation>
    </message>
    <message>
        <source>Sordino was started offline. Start it without --offline to change this.</source>
        <translation>Sordino 以离线模式启动。要更改，请不加 --offline 重新启动。</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Loading {name} · {percent} %</source>
        <translation>正在加载 {name} · {percent} %</translation>
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
        <translation>没有模型</translation>
    </message>
</context>
<context>
    <name>HidingSection</name>
    <message>
        <source>Hide before sending</source>
        <translation>发送前先隐藏</translation>
    </message>
    <message>
        <source>What is found is replaced by a placeholder such as [EMAIL_1], and put back in the answer. It is a help and no promise: read what will be sent.</source>
        <translation>找到的内容会换成 [EMAIL_1] 这样的代号，并在回答中还原。这只是辅助，不是保证：请阅读将发送的内容。</translation>
    </message>
    <message>
        <source>Hide {kind}</source>
        <translation>隐藏{kind}</translation>
    </message>
    <message>
        <source>Your own words, one on each line: names, your street, clients</source>
        <translation>你自己的词语，每行一个：姓名、街道、客户</translation>
    </message>
    <message>
        <source>Save words</source>
        <translation>保存词语</translation>
    </message>
    <message>
        <source>Each line has {least} to {longest} characters that can be seen, and there are at most {most} lines.</source>
        <translation>每行 {least} 到 {longest} 个看得见的字符，最多 {most} 行。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
</context>
<context>
    <name>InUse</name>
    <message>
        <source>{percent} % read</source>
        <translation>已读取 {percent} %</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>加载中</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>未加载</translation>
    </message>
    <message>
        <source>No model is loaded yet</source>
        <translation>尚未加载模型</translation>
    </message>
    <message>
        <source>It is loaded with the first message, or when you choose one below.</source>
        <translation>发送第一条消息时加载，或由你在下方选择。</translation>
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
        <translation>未选取调用</translation>
    </message>
    <message>
        <source>Choose a call to see why it was allowed, asked about or denied, and what it sent.</source>
        <translation>选一次调用，看它为何获准、为何询问或为何被拒，以及发送了什么。</translation>
    </message>
    <message>
        <source>Copy what was sent</source>
        <translation>复制发送的内容</translation>
    </message>
    <message>
        <source>Details of the selected call</source>
        <translation>所选调用的详情</translation>
    </message>
    <message>
        <source>Rule: {rule}</source>
        <translation>规则：{rule}</translation>
    </message>
    <message>
        <source>Who decided</source>
        <translation>谁决定的</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{when}, took {seconds}</source>
        <translation>{when}，用时 {seconds}</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>去处</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Why it was asked</source>
        <translation>为何询问</translation>
    </message>
    <message>
        <source>Why it was denied</source>
        <translation>为何拒绝</translation>
    </message>
    <message>
        <source>Why it was allowed</source>
        <translation>为何允许</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>发送的内容</translation>
    </message>
    <message>
        <source>What would have been sent, and was not</source>
        <translation>本来要发、但没有发出的内容</translation>
    </message>
    <message>
        <source>Arguments from the model</source>
        <translation>模型给的参数</translation>
    </message>
    <message>
        <source>Data labels</source>
        <translation>数据标记</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Result, as the model read it</source>
        <translation>模型读到的结果</translation>
    </message>
</context>
<context>
    <name>ItemDetail</name>
    <message>
        <source>Will be sent</source>
        <translation>将会发送</translation>
    </message>
    <message>
        <source>Raw bytes</source>
        <translation>原始字节</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Cancel the change</source>
        <translation>取消更改</translation>
    </message>
    <message>
        <source>Edit what will be sent</source>
        <translation>编辑将发送的内容</translation>
    </message>
    <message>
        <source>Changed by you</source>
        <translation>已由你更改</translation>
    </message>
    <message>
        <source>Changes · {count}</source>
        <translation>更改 · {count}</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
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
        <translation>显示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>stays here</source>
        <translation>留在本机</translation>
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
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LicenceText</name>
    <message>
        <source>Licence: {licence}</source>
        <translation>许可：{licence}</translation>
    </message>
    <message>
        <source>From {url}</source>
        <translation>来自 {url}</translation>
    </message>
    <message>
        <source>Its text is at {url}. Sordino opens no links; read it in your browser first.</source>
        <translation>条文在 {url}。Sordino 不打开链接；请先用浏览器阅读。</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>许可条文</translation>
    </message>
    <message>
        <source>For research and development only: this licence permits no commercial use.</source>
        <translation>仅供研究与开发：这份许可不允许商业用途。</translation>
    </message>
</context>
<context>
    <name>LiveAnswer</name>
    <message>
        <source>The answer so far</source>
        <translation>目前为止的回答</translation>
    </message>
</context>
<context>
    <name>LoadingOptions</name>
    <message>
        <source>How it is loaded</source>
        <translation>加载方式</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>Layers on the graphics card</source>
        <translation>放在显卡上的层数</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Cache type</source>
        <translation>缓存类型</translation>
    </message>
    <message>
        <source>Automatic: as many as fit into its free memory. 0 keeps everything on the processor.</source>
        <translation>自动：按可用显存尽量多放。0 表示全部由处理器运行。</translation>
    </message>
    <message>
        <source>How many tokens it can keep in view, the conversation included. Automatic: as many as fit into the free memory.</source>
        <translation>它能同时顾及多少 token，包含对话。自动：按可用内存尽量多。</translation>
    </message>
    <message>
        <source>How exactly it keeps what it has read. q8_0 takes about half the memory of f16 and is a little less exact.</source>
        <translation>它保存已读内容的精确程度。q8_0 约为 f16 一半的内存，精确度略低。</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Apply and load again</source>
        <translation>应用并重新加载</translation>
    </message>
    <message>
        <source>Write whole numbers: layers from 0 to {layers}, a context from {least} tokens.</source>
        <translation>请填整数：层数从 0 到 {layers}，上下文至少 {least} 个 token。</translation>
    </message>
</context>
<context>
    <name>LooksSection</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>与系统相同</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
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
        <translation>新对话</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>在这个对话中查找</translation>
    </message>
    <message>
        <source>Switch between offline and online</source>
        <translation>切换离线与联网</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>显示或隐藏对话列表</translation>
    </message>
    <message>
        <source>Stop this answer</source>
        <translation>停止这条回答</translation>
    </message>
    <message>
        <source>Open Activity</source>
        <translation>打开活动记录</translation>
    </message>
    <message>
        <source>Open Models</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Open Preferences</source>
        <translation>打开偏好设置</translation>
    </message>
    <message>
        <source>Prove that nothing can get out</source>
        <translation>证明什么都出不去</translation>
    </message>
    <message>
        <source>Sordino opens no links. The address is in the clipboard: {address}</source>
        <translation>Sordino 不打开链接。地址已放到剪贴板：{address}</translation>
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
        <translation>加载 GGUF 文件…</translation>
    </message>
    <message>
        <source>Add to the models folder…</source>
        <translation>加到模型文件夹…</translation>
    </message>
    <message>
        <source>Nothing is downloaded before you have seen the licence and said yes. A GGUF file of your own can be dropped here.</source>
        <translation>在你看过许可并同意之前，什么都不会下载。你自己的 GGUF 文件可以拖放到这里。</translation>
    </message>
    <message>
        <source>Choose a GGUF file</source>
        <translation>选择 GGUF 文件</translation>
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
        <translation>显示所有调用</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>还没有调用</translation>
    </message>
    <message>
        <source>Each time the assistant uses a tool, a row appears here: what ran, what left this computer and where it went, what it cost, and which rule or answer allowed it.</source>
        <translation>助理每用一次工具，这里就多一行：执行了什么、什么离开了这台电脑、去了哪里、花了多少，以及是哪条规则或谁的回答允许的。</translation>
    </message>
    <message>
        <source>No call matches</source>
        <translation>没有符合的调用</translation>
    </message>
    <message>
        <source>Calls are on record, but none fits the search and the filters above.</source>
        <translation>记录中有调用，但没有一条符合上方的搜索与筛选。</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OfflineSection</name>
    <message>
        <source>While this is on, no process of Sordino can open a connection.</source>
        <translation>开启时，Sordino 没有任何进程能建立连接。</translation>
    </message>
    <message>
        <source>Sordino was started offline. Start it without --offline to change this.</source>
        <translation>Sordino 以离线模式启动。要更改，请不加 --offline 重新启动。</translation>
    </message>
    <message>
        <source>Set by {organisation}</source>
        <translation>由 {organisation} 设定</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Prove it</source>
        <translation>证明</translation>
    </message>
    <message>
        <source>Prove that nothing can get out</source>
        <translation>证明什么都出不去</translation>
    </message>
    <message>
        <source>Tries every way out from every kind of process, and shows what came of it</source>
        <translation>从每种进程尝试每一条出路，并显示结果</translation>
    </message>
</context>
<context>
    <name>PreferencesPage</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>云端</translation>
    </message>
</context>
<context>
    <name>PricesSection</name>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Estimates come from a list that came with the program. Your own prices at an expert win.</source>
        <translation>估价来自程序附带的价目表；你为专家自定义的价格优先。</translation>
    </message>
    <message>
        <source>Update…</source>
        <translation>更新…</translation>
    </message>
    <message>
        <source>Update the price list</source>
        <translation>更新价目表</translation>
    </message>
    <message>
        <source>Fetches the list from its publisher, after a question</source>
        <translation>询问你之后，向发布者获取价目表</translation>
    </message>
    <message>
        <source>The list is being read.</source>
        <translation>正在读取价目表。</translation>
    </message>
    <message>
        <source>The list of {day}, which you have fetched.</source>
        <translation>{day} 的价目表，由你获取。</translation>
    </message>
    <message>
        <source>The list of {day}, which came with the program.</source>
        <translation>{day} 的价目表，随程序附带。</translation>
    </message>
    <message>
        <source>A newer list is being asked for…</source>
        <translation>正在获取较新的价目表…</translation>
    </message>
</context>
<context>
    <name>ProcessWays</name>
    <message>
        <source>unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
</context>
<context>
    <name>ProofView</name>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Every way out is being tried from every kind of process…</source>
        <translation>正从每种进程尝试每一条出路…</translation>
    </message>
</context>
<context>
    <name>ProofWords</name>
    <message>
        <source>You are online: a broker runs, and it can reach the network. Switch offline on and prove it again.</source>
        <translation>你已联网：中介进程运行中，可以连上网络。请切换为离线后再证明一次。</translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) of process</source>
        <translation>
            <numerusform>%n 种进程</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing can get out: %n attempt(s) from {kinds}, all refused by the system.</source>
        <translation>
            <numerusform>什么都出不去：从{kinds}尝试 %n 次，全被系统拒绝。</numerusform>
        </translation>
    </message>
    <message>
        <source>{process}: not held by the system</source>
        <translation>{process}：不受系统限制</translation>
    </message>
    <message>
        <source>Nothing could be tried, so nothing is proved.</source>
        <translation>什么都无法尝试，因此没有证明什么。</translation>
    </message>
    <message numerus="yes">
        <source>Not held by the system here: {open} of %n attempt(s) were not refused.</source>
        <translation>
            <numerusform>这里系统没有拦住：%n 次尝试中有 {open} 次未被拒绝。</numerusform>
        </translation>
    </message>
    <message>
        <source>{process}: nothing to try here</source>
        <translation>{process}：这里没有可尝试的</translation>
    </message>
    <message numerus="yes">
        <source>{process}: {open} of %n not refused</source>
        <translation>
            <numerusform>{process}：%n 次中有 {open} 次未被拒绝</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{process}: all %n refused</source>
        <translation>
            <numerusform>{process}：%n 次全被拒绝</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProxySection</name>
    <message>
        <source>Proxy</source>
        <translation>代理服务器</translation>
    </message>
    <message>
        <source>Leave it empty to connect directly. Proxies that the system or its environment name are never used.</source>
        <translation>留空则直接连接。系统或环境变量指定的代理服务器一律不用。</translation>
    </message>
    <message>
        <source>Address of your proxy</source>
        <translation>代理服务器的地址</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the proxy</source>
        <translation>保存代理服务器</translation>
    </message>
    <message>
        <source>Write it as http://host:port, without a user name.</source>
        <translation>请写成 http://host:port，不含用户名。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
</context>
<context>
    <name>ReceiptLine</name>
    <message>
        <source>Show these calls in Activity</source>
        <translation>在活动记录中显示这些调用</translation>
    </message>
</context>
<context>
    <name>RemovalPanel</name>
    <message>
        <source>Remove {size} from this computer?</source>
        <translation>要从这台电脑移除 {size} 吗？</translation>
    </message>
    <message>
        <source>Deletes {path}.</source>
        <translation>会删除 {path}。</translation>
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
        <translation>{name} 的权重看来被改动</translation>
    </message>
    <message>
        <source>Why Sordino thinks so</source>
        <translation>Sordino 为何这么认为</translation>
    </message>
    <message>
        <source>What that may mean</source>
        <translation>这可能意味着</translation>
    </message>
    <message>
        <source>I have read the risks and accept them for this file</source>
        <translation>我已阅读风险，并对这个文件接受</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Load anyway</source>
        <translation>仍要加载</translation>
    </message>
</context>
<context>
    <name>RuleRow</name>
    <message numerus="yes">
        <source>%n more last week</source>
        <translation>
            <numerusform>上周会多 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fewer last week</source>
        <translation>
            <numerusform>上周会少 %n 次</numerusform>
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
        <translation>允许</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>拒绝</translation>
    </message>
</context>
<context>
    <name>RulesCard</name>
    <message numerus="yes">
        <source>compared with last week&apos;s %n call(s)</source>
        <translation>
            <numerusform>与上周的 %n 次调用比较</numerusform>
        </translation>
    </message>
    <message>
        <source>If you let go here</source>
        <translation>如果在这里松开</translation>
    </message>
    <message>
        <source>A preview: nothing has changed yet.</source>
        <translation>这是预览：目前什么都没有改变。</translation>
    </message>
    <message>
        <source>Rules in force</source>
        <translation>目前生效的规则</translation>
    </message>
    <message numerus="yes">
        <source>%n further rule(s) always hold(s)</source>
        <translation>
            <numerusform>另有 %n 条规则始终适用</numerusform>
        </translation>
    </message>
    <message>
        <source>The gate checks every call against these. Deny beats ask, ask beats allow.</source>
        <translation>每次调用都依这些规则检查。拒绝优先于询问，询问优先于允许。</translation>
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
        <translation>更多：涵盖后续调用的同意</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>新对话（Ctrl+N）</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动记录</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>No conversation has these words in its title.</source>
        <translation>没有标题含这些字的对话。</translation>
    </message>
    <message>
        <source>Delete this conversation?</source>
        <translation>删除这个对话？</translation>
    </message>
    <message>
        <source>Delete “{title}”?</source>
        <translation>删除“{title}”？</translation>
    </message>
    <message>
        <source>Its messages are removed. Its rows in the activity record stay.</source>
        <translation>消息会移除；活动记录中的记录会保留。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
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
        <translation>思考过</translation>
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
        <translation>给模型的名称</translation>
    </message>
    <message>
        <source>The model knows experts by these names alone, with price and speed, and chooses among them. It never learns who stands behind a name.</source>
        <translation>模型只知道这些名称，以及价格与速度，并从中选择；它永远不知道名称背后是谁。</translation>
    </message>
    <message>
        <source>Who is {tier} to the model</source>
        <translation>对模型来说 {tier} 是谁</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>automatic: {name}</source>
        <translation>自动：{name}</translation>
    </message>
    <message>
        <source>Other names: search, reasoner, answer</source>
        <translation>其他名称：search、reasoner、answer</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
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
        <translation>询问你</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
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
        <translation>参数</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>What the model was told</source>
        <translation>告诉模型的话</translation>
    </message>
    <message>
        <source>… cut here</source>
        <translation>… 在此截断</translation>
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
        <translation>它的参数</translation>
    </message>
    <message>
        <source>Sends: {what}</source>
        <translation>发出：{what}</translation>
    </message>
    <message>
        <source>Without it: {what}</source>
        <translation>没有它：{what}</translation>
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
        <translation>打开开关后，无论其他设置如何，都不会使用该工具。</translation>
    </message>
    <message>
        <source>Set by {organisation}</source>
        <translation>由 {organisation} 设定</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Show earlier messages</source>
        <translation>显示较早的消息</translation>
    </message>
</context>
<context>
    <name>TurnView</name>
    <message>
        <source>A call was not valid and did not run: {problem}</source>
        <translation>有一次调用无效，未执行：{problem}</translation>
    </message>
    <message>
        <source>The conversation is longer than the model can read. Results and messages left out this time, oldest first: {count}. Nothing was deleted.</source>
        <translation>对话比模型能读的还长。这次略去的结果与消息（从最旧的起）：{count}。没有删除任何内容。</translation>
    </message>
    <message>
        <source>Stopped by you</source>
        <translation>由你停止</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>approved once</source>
        <translation>同意一次</translation>
    </message>
    <message>
        <source>approved for this file</source>
        <translation>已同意这个文件</translation>
    </message>
    <message>
        <source>approved for this answer</source>
        <translation>已同意这个回答</translation>
    </message>
    <message>
        <source>approved for this conversation</source>
        <translation>已同意这个对话</translation>
    </message>
    <message>
        <source>approved for one hour</source>
        <translation>已同意一小时</translation>
    </message>
    <message>
        <source>approved for this host until Sordino ends</source>
        <translation>已同意此主机，直到 Sordino 结束</translation>
    </message>
    <message>
        <source>approved until revoked</source>
        <translation>已同意，直到撤销</translation>
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
        <translation>网络搜索</translation>
    </message>
    <message>
        <source>Each engine that is checked is named on the card before a search, and gets its words.</source>
        <translation>勾选的每个搜索引擎都会在搜索前列在卡片上，并收到搜索词语。</translation>
    </message>
    <message>
        <source>One engine must stay. To search nowhere, turn web_search off under Rules.</source>
        <translation>至少要留一个搜索引擎。若完全不搜索，请在“规则”中关闭 web_search。</translation>
    </message>
    <message>
        <source>Region of the results</source>
        <translation>结果的地区</translation>
    </message>
    <message>
        <source>All regions</source>
        <translation>所有地区</translation>
    </message>
</context>
<context>
    <name>WishSection</name>
    <message>
        <source>Set by {organisation}</source>
        <translation>由 {organisation} 设定</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>用一句话说</translation>
    </message>
    <message>
        <source>The model reads this sentence with each request, as a wish. It may lean towards it; what is enforced are the rules on this page.</source>
        <translation>模型每次都会读到这句话，当作你的心愿。它可能会尽量照做；真正强制执行的是这一页的规则。</translation>
    </message>
    <message>
        <source>For example: avoid web search, save money</source>
        <translation>例如：少用网络搜索，能省钱就省钱</translation>
    </message>
    <message>
        <source>allows more</source>
        <translation>放宽</translation>
    </message>
    <message>
        <source>The model is told, no rule changes: {phrases}</source>
        <translation>只告诉模型，不改变规则：{phrases}</translation>
    </message>
    <message>
        <source>Not understood: {phrases}</source>
        <translation>无法理解：{phrases}</translation>
    </message>
    <message>
        <source>The rules in force do this already.</source>
        <translation>目前的规则已经做到这一点。</translation>
    </message>
    <message>
        <source>No change was understood in this.</source>
        <translation>这句话里没有读出任何更改。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>Apply %n change(s)</source>
        <translation>
            <numerusform>应用 %n 项更改</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
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
        <translation>电子邮件地址</translation>
    </message>
    <message>
        <source>telephone numbers</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>payment cards</source>
        <translation>付款卡</translation>
    </message>
    <message>
        <source>bank accounts</source>
        <translation>银行账号</translation>
    </message>
    <message>
        <source>identity numbers</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>passport numbers</source>
        <translation>护照号码</translation>
    </message>
    <message>
        <source>dates of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>network addresses</source>
        <translation>网络地址</translation>
    </message>
    <message>
        <source>coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>tokens and secrets</source>
        <translation>令牌与机密</translation>
    </message>
    <message>
        <source>passwords</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>private keys</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>crypto addresses</source>
        <translation>加密货币地址</translation>
    </message>
    <message>
        <source>Another server</source>
        <translation>其他服务器</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>${low} in, ${high} out per million tokens (your own price)</source>
        <translation>每百万 token 输入 ${low}、输出 ${high}（自定义价格）</translation>
    </message>
    <message>
        <source>${low} in, ${high} out per million tokens (price list)</source>
        <translation>每百万 token 输入 ${low}、输出 ${high}（价目表）</translation>
    </message>
    <message>
        <source>not timed yet</source>
        <translation>尚未计时</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>约 {time}</translation>
    </message>
    <message>
        <source>as listed</source>
        <translation>照价目表</translation>
    </message>
    <message>
        <source>{sum} as listed</source>
        <translation>{sum}，照价目表</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>请取个名称。</translation>
    </message>
    <message>
        <source>A name has up to {most} letters, digits, spaces, dots and dashes.</source>
        <translation>名称最多 {most} 个字符，可用字母、数字、空格、句点与连字符。</translation>
    </message>
    <message>
        <source>Thinking takes fewer tokens than the longest answer, and at Anthropic {least} or more; 0 sets no budget.</source>
        <translation>思考的 token 数须少于最长回答，在 Anthropic 至少 {least} 个；0 表示不设限。</translation>
    </message>
    <message>
        <source>Another expert has this name already.</source>
        <translation>已有其他专家使用这个名称。</translation>
    </message>
    <message>
        <source>This is no usable address. Write it as https://host/v1, without a user name or a query.</source>
        <translation>这个地址无法使用。请写成 https://host/v1，不含用户名与查询字符串。</translation>
    </message>
    <message>
        <source>http sends your text and your key unencrypted. Use https, or a server on your own network.</source>
        <translation>http 会以未加密的方式发送你的文字与密钥。请用 https，或自己网络上的服务器。</translation>
    </message>
    <message>
        <source>Write the name of the model as the server knows it.</source>
        <translation>请照服务器的写法填写模型名称。</translation>
    </message>
    <message>
        <source>Write both prices as amounts such as 2.50, or leave both empty for the listed ones.</source>
        <translation>请将两个价格写成 2.50 这样的金额，或都留空以采用价目表。</translation>
    </message>
    <message>
        <source>A key holds plain letters, digits and signs, and no spaces.</source>
        <translation>密钥只含一般字母、数字与符号，不含空格。</translation>
    </message>
    <message>
        <source>Write the longest answer as a whole number of tokens from 1 to {most}.</source>
        <translation>最长回答请写成 1 到 {most} 的整数 token 数。</translation>
    </message>
    <message>
        <source>An authority of your own is for an https address of your own alone.</source>
        <translation>自定义的颁发机构只能用于自己的 https 地址。</translation>
    </message>
</context>
<context>
    <name>consent</name>
    <message>
        <source>Let {tool} run?</source>
        <translation>让 {tool} 运行？</translation>
    </message>
    <message>
        <source>Let these {count} calls run?</source>
        <translation>让这 {count} 次调用运行？</translation>
    </message>
    <message>
        <source>Send this?</source>
        <translation>发送这个？</translation>
    </message>
    <message>
        <source>Send this to {host}?</source>
        <translation>把这个发到 {host}？</translation>
    </message>
    <message>
        <source>Send these {count} requests to {host}?</source>
        <translation>把这 {count} 个请求发到 {host}？</translation>
    </message>
    <message>
        <source>Allow these {count} calls?</source>
        <translation>允许这 {count} 次调用？</translation>
    </message>
    <message>
        <source>{reason} (rule: {rule})</source>
        <translation>{reason}（规则：{rule}）</translation>
    </message>
    <message>
        <source>Send once</source>
        <translation>发送一次</translation>
    </message>
    <message>
        <source>Allow once</source>
        <translation>允许一次</translation>
    </message>
    <message>
        <source>Send all {count} once</source>
        <translation>全部 {count} 个发送一次</translation>
    </message>
    <message>
        <source>Download this file</source>
        <translation>下载这个文件</translation>
    </message>
    <message>
        <source>Send for this answer</source>
        <translation>为这个回答发送</translation>
    </message>
    <message>
        <source>Send for this conversation</source>
        <translation>为这个对话发送</translation>
    </message>
    <message>
        <source>Send for one hour</source>
        <translation>一小时内都发送</translation>
    </message>
    <message>
        <source>Send to this host until Sordino ends</source>
        <translation>发送到此主机，直到 Sordino 结束</translation>
    </message>
    <message>
        <source>Download these {count} files</source>
        <translation>下载这 {count} 个文件</translation>
    </message>
    <message>
        <source>Send all {count} for this answer</source>
        <translation>为这个回答发送全部 {count} 项</translation>
    </message>
    <message>
        <source>Send all {count} for this conversation</source>
        <translation>为这个对话发送全部 {count} 项</translation>
    </message>
    <message>
        <source>Send all {count} for one hour</source>
        <translation>全部 {count} 个发送，维持一小时</translation>
    </message>
    <message>
        <source>Send all {count} to these hosts until Sordino ends</source>
        <translation>全部 {count} 个发送到这些主机，直到 Sordino 结束</translation>
    </message>
    <message>
        <source>Send {count} of {total} once</source>
        <translation>发送 {total} 个中的 {count} 个，一次</translation>
    </message>
    <message>
        <source>Download {count} of {total} files</source>
        <translation>下载 {total} 个文件中的 {count} 个</translation>
    </message>
    <message>
        <source>Send {count} of {total} for this answer</source>
        <translation>为这个回答发送 {total} 个中的 {count} 个</translation>
    </message>
    <message>
        <source>Send {count} of {total} for this conversation</source>
        <translation>为这个对话发送 {total} 个中的 {count} 个</translation>
    </message>
    <message>
        <source>Send {count} of {total} for one hour</source>
        <translation>发送 {total} 个中的 {count} 个，维持一小时</translation>
    </message>
    <message>
        <source>Send {count} of {total} to these hosts until Sordino ends</source>
        <translation>发送 {total} 个中的 {count} 个到这些主机，直到 Sordino 结束</translation>
    </message>
    <message>
        <source>Allow for this file</source>
        <translation>允许用于这个文件</translation>
    </message>
    <message>
        <source>Allow for this answer</source>
        <translation>允许用于这个回答</translation>
    </message>
    <message>
        <source>Allow for this conversation</source>
        <translation>允许用于这个对话</translation>
    </message>
    <message>
        <source>Allow for one hour</source>
        <translation>允许一小时</translation>
    </message>
    <message>
        <source>Allow until Sordino ends</source>
        <translation>允许到 Sordino 结束为止</translation>
    </message>
    <message>
        <source>Allow all {count} once</source>
        <translation>全部 {count} 个允许一次</translation>
    </message>
    <message>
        <source>Allow all {count} for these files</source>
        <translation>允许全部 {count} 项用于这些文件</translation>
    </message>
    <message>
        <source>Allow all {count} for this answer</source>
        <translation>允许全部 {count} 项用于这个回答</translation>
    </message>
    <message>
        <source>Allow all {count} for this conversation</source>
        <translation>允许全部 {count} 项用于这个对话</translation>
    </message>
    <message>
        <source>Allow all {count} for one hour</source>
        <translation>全部 {count} 个允许一小时</translation>
    </message>
    <message>
        <source>Allow all {count} until Sordino ends</source>
        <translation>全部 {count} 个允许，直到 Sordino 结束</translation>
    </message>
    <message>
        <source>Allow {count} of {total} once</source>
        <translation>允许 {total} 个中的 {count} 个，一次</translation>
    </message>
    <message>
        <source>Allow {count} of {total} for these files</source>
        <translation>为这些文件允许 {total} 个中的 {count} 个</translation>
    </message>
    <message>
        <source>Allow {count} of {total} for this answer</source>
        <translation>为这个回答允许 {total} 个中的 {count} 个</translation>
    </message>
    <message>
        <source>Allow {count} of {total} for this conversation</source>
        <translation>为这个对话允许 {total} 个中的 {count} 个</translation>
    </message>
    <message>
        <source>Allow {count} of {total} for one hour</source>
        <translation>允许 {total} 个中的 {count} 个，维持一小时</translation>
    </message>
    <message>
        <source>Allow {count} of {total} until Sordino ends</source>
        <translation>允许 {total} 个中的 {count} 个，直到 Sordino 结束</translation>
    </message>
    <message>
        <source>This request and no other</source>
        <translation>只有这个请求</translation>
    </message>
    <message>
        <source>This and further requests for the same file to the same host, until it is complete</source>
        <translation>这个请求，以及为同一文件向同一主机的后续请求，直到文件完整</translation>
    </message>
    <message>
        <source>This and all further requests of this answer to the same host</source>
        <translation>这个请求，以及这个回答向同一主机的所有后续请求</translation>
    </message>
    <message>
        <source>This and all further requests of this conversation to the same host, until Sordino ends</source>
        <translation>这个请求，以及这个对话向同一主机的所有后续请求，直到 Sordino 结束</translation>
    </message>
    <message>
        <source>This and all further requests of this tool to the same host, for one hour</source>
        <translation>这次以及一小时内这个工具对同一主机的所有请求</translation>
    </message>
    <message>
        <source>This and all further requests of this tool to the same host, until Sordino ends</source>
        <translation>这次以及这个工具之后对同一主机的所有请求，直到 Sordino 结束</translation>
    </message>
    <message>
        <source>{count} hosts</source>
        <translation>{count} 个主机</translation>
    </message>
    <message>
        <source>Send this to {count} hosts?</source>
        <translation>要送到 {count} 个主机吗？</translation>
    </message>
    <message>
        <source>Call {number} of {total}</source>
        <translation>第 {number} 个调用，共 {total} 个</translation>
    </message>
    <message>
        <source>Include call {number} of {total}: {call}</source>
        <translation>包含第 {number} 个调用（共 {total} 个）：{call}</translation>
    </message>
    <message>
        <source>Call {number} of {total} cannot be shown in full, and is left out: {call}</source>
        <translation>第 {number} 个调用（共 {total} 个）无法完整显示，因此不包含：{call}</translation>
    </message>
    <message>
        <source>Hide call {number} of {total}: {call}</source>
        <translation>隐藏第 {number} 个调用（共 {total} 个）：{call}</translation>
    </message>
    <message>
        <source>Show call {number} of {total}: {call}</source>
        <translation>显示第 {number} 个调用（共 {total} 个）：{call}</translation>
    </message>
    <message>
        <source>{tool} to {host}</source>
        <translation>{tool}，发往 {host}</translation>
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
        <translation>发往</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>这台电脑</translation>
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
        <translation>价格</translation>
    </message>
    <message>
        <source>Usually takes</source>
        <translation>通常用时</translation>
    </message>
    <message>
        <source>A search library makes the requests itself, inside the broker. It is held to these arguments, and to: {hosts}.</source>
        <translation>由搜索程序库在中介进程中自行发出请求。它只能使用这些参数，并只能连到：{hosts}。</translation>
    </message>
    <message>
        <source>First asks {host} for its rules for programs (robots.txt).</source>
        <translation>先向 {host} 询问它给程序的规则（robots.txt）。</translation>
    </message>
    <message>
        <source>Goes through your proxy {proxy}.</source>
        <translation>经由你的代理服务器 {proxy}。</translation>
    </message>
    <message>
        <source>Its certificate may be vouched for by the authority that you added.</source>
        <translation>它的证书可由你加入的颁发机构担保。</translation>
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
        <translation>这个对话读过私人数据</translation>
    </message>
    <message>
        <source>Text from outside has been read in this conversation</source>
        <translation>这个对话读过外来文字</translation>
    </message>
    <message>
        <source>Takes along: {source}</source>
        <translation>一并发送：{source}</translation>
    </message>
    <message>
        <source>{phrases}, in “{argument}”</source>
        <translation>{phrases}，位于“{argument}”</translation>
    </message>
    <message>
        <source>the clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>an answer of {name}</source>
        <translation>{name} 的回答</translation>
    </message>
    <message>
        <source>a result of {name}</source>
        <translation>{name} 的结果</translation>
    </message>
    <message>
        <source>Quotes the file {name}</source>
        <translation>引用文件 {name}</translation>
    </message>
    <message>
        <source>Quotes a page of {name}</source>
        <translation>引用 {name} 的网页</translation>
    </message>
    <message>
        <source>Quotes the clipboard</source>
        <translation>引用剪贴板</translation>
    </message>
    <message>
        <source>Quotes an answer of {name}</source>
        <translation>引用 {name} 的回答</translation>
    </message>
    <message>
        <source>Quotes a result of {name}</source>
        <translation>引用 {name} 的结果</translation>
    </message>
    <message>
        <source>Denied by itself in {time} · question {number} of {total}</source>
        <translation>{time} 后自动拒绝 · 第 {number} 个，共 {total} 个</translation>
    </message>
</context>
<context>
    <name>editor</name>
    <message>
        <source>{name}, one on each line</source>
        <translation>{name}，每行一个</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>1 byte</source>
        <translation>1 字节</translation>
    </message>
    <message>
        <source>{n} bytes</source>
        <translation>{n} 字节</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>价格不明</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
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
        <translation>电子邮件地址</translation>
    </message>
    <message>
        <source>phone number</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>card number</source>
        <translation>卡号</translation>
    </message>
    <message>
        <source>bank account</source>
        <translation>银行账号</translation>
    </message>
    <message>
        <source>bank code</source>
        <translation>银行代码</translation>
    </message>
    <message>
        <source>identity number</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>social security number</source>
        <translation>社会安全号码</translation>
    </message>
    <message>
        <source>passport number</source>
        <translation>护照号码</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>network address</source>
        <translation>网络地址</translation>
    </message>
    <message>
        <source>device address</source>
        <translation>设备地址</translation>
    </message>
    <message>
        <source>coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>wallet address</source>
        <translation>钱包地址</translation>
    </message>
    <message>
        <source>from your own list</source>
        <translation>来自你的列表</translation>
    </message>
    <message>
        <source>{text} ({kind})</source>
        <translation>{text}（{kind}）</translation>
    </message>
    <message>
        <source>Hidden: {found}, sent as {placeholder}</source>
        <translation>已隐藏：{found}，以 {placeholder} 发送</translation>
    </message>
    <message>
        <source>Not hidden: {found}, sent as it is</source>
        <translation>未隐藏：{found}，照原样发送</translation>
    </message>
    <message>
        <source>Hide {found}</source>
        <translation>隐藏 {found}</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>In line: begins when the work before it has ended.</source>
        <translation>排队中：前面的工作结束后开始。</translation>
    </message>
    <message>
        <source>Waits for your answer to the question above.</source>
        <translation>等你回答上方的问题。</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Checking the file’s sha256</source>
        <translation>正在核对文件的 sha256</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>每秒 {size}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
    <message>
        <source>Reading the file for its sha256 · {percent} %</source>
        <translation>正在读取文件以计算 sha256 · {percent} %</translation>
    </message>
    <message>
        <source>Its sha256 is {sha256}. There is none to compare it with.</source>
        <translation>它的 sha256 是 {sha256}。没有可供比对的。</translation>
    </message>
    <message>
        <source>Checked: this is the published file.</source>
        <translation>已核对：这就是发布的文件。</translation>
    </message>
    <message>
        <source>This is not the published file: its sha256 is {sha256}. It may be damaged or altered; remove it and download it again.</source>
        <translation>这不是发布的文件：它的 sha256 是 {sha256}。文件可能已损坏或被改动；请移除后重新下载。</translation>
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
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
</context>
<context>
    <name>payload</name>
    <message>
        <source>{header}: the key “{name}”, added on sending by the broker</source>
        <translation>{header}：密钥“{name}”，由中介进程在发送时加上</translation>
    </message>
    <message>
        <source>(no body)</source>
        <translation>（无正文）</translation>
    </message>
</context>
<context>
    <name>preferences</name>
    <message>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>Local only</source>
        <translation>仅限本机</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>谨慎</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Relaxed</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>从容</translation>
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
        <translation>“{phrase}”</translation>
    </message>
    <message>
        <source>Privacy: {stop}</source>
        <translation>隐私：{stop}</translation>
    </message>
    <message>
        <source>Low latency: {stop}</source>
        <translation>低延迟：{stop}</translation>
    </message>
    <message>
        <source>Offline: off</source>
        <translation>离线：关闭</translation>
    </message>
    <message>
        <source>Offline: on</source>
        <translation>离线：开启</translation>
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
        <translation>单次上限 ${sum}</translation>
    </message>
    <message>
        <source>At most ${sum} a conversation</source>
        <translation>每个对话上限 ${sum}</translation>
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
        <translation>隐私未设为宽松时暂停</translation>
    </message>
    <message>
        <source>until revoked</source>
        <translation>到撤销为止</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>到 {time} 为止</translation>
    </message>
    <message>
        <source>until the answer is there</source>
        <translation>到回答完成为止</translation>
    </message>
    <message>
        <source>until the file is there</source>
        <translation>到文件完成为止</translation>
    </message>
    <message>
        <source>until Sordino ends</source>
        <translation>到 Sordino 结束为止</translation>
    </message>
    <message>
        <source>ends after 30 days without use</source>
        <translation>30 天未使用即结束</translation>
    </message>
    <message>
        <source>this file</source>
        <translation>这个文件</translation>
    </message>
    <message>
        <source>one answer</source>
        <translation>一个回答</translation>
    </message>
    <message>
        <source>one conversation</source>
        <translation>一个对话</translation>
    </message>
    <message>
        <source>one hour</source>
        <translation>一小时</translation>
    </message>
    <message>
        <source>this host</source>
        <translation>这个主机</translation>
    </message>
    <message>
        <source>kept by you</source>
        <translation>由你保留</translation>
    </message>
    <message>
        <source>may quote text from outside</source>
        <translation>可引用外来文字</translation>
    </message>
    <message>
        <source>may quote private data</source>
        <translation>可引用私人数据</translation>
    </message>
    <message>
        <source>may quote private data and text from outside</source>
        <translation>可引用私人数据与外来文字</translation>
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
        <translation>上周没有任何调用，因此无从比较。</translation>
    </message>
    <message>
        <source>No call left this computer last week, so these rules would have kept none back.</source>
        <translation>上周没有调用离开这台电脑，因此这些规则不会拦下任何一次。</translation>
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
        <translation>若上周已采用这些规则：{parts}。</translation>
    </message>
</context>
<context>
    <name>proof</name>
    <message>
        <source>The window and the gate</source>
        <translation>窗口与闸门</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The page reader</source>
        <translation>网页读取程序</translation>
    </message>
    <message>
        <source>The launcher</source>
        <translation>启动程序</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>这里没有</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Not refused</source>
        <translation>未拒绝</translation>
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
        <translation>本机</translation>
    </message>
    <message>
        <source>nothing left this computer</source>
        <translation>什么都没离开这台电脑</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>云端</translation>
    </message>
    <message>
        <source>{hosts} and {count} more</source>
        <translation>{hosts} 等，另有 {count} 个</translation>
    </message>
    <message>
        <source>{size} sent</source>
        <translation>已发送 {size}</translation>
    </message>
    <message>
        <source>{count} denied</source>
        <translation>拒绝 {count} 次</translation>
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
        <translation>失败：{problem}</translation>
    </message>
    <message>
        <source>local</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>{read} tokens read, {written} written</source>
        <translation>读取 {read} 个 token，写出 {written} 个</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
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
        <translation>你已拒绝</translation>
    </message>
    <message>
        <source>denied: nobody answered in time</source>
        <translation>已拒绝：超时无人回答</translation>
    </message>
    <message>
        <source>denied: Sordino was closed</source>
        <translation>已拒绝：Sordino 已关闭</translation>
    </message>
    <message>
        <source>denied: the answer was stopped</source>
        <translation>已拒绝：回答已停止</translation>
    </message>
    <message>
        <source>denied: nobody answered</source>
        <translation>已拒绝：无人回答</translation>
    </message>
    <message>
        <source>denied: {reason}</source>
        <translation>已拒绝：{reason}</translation>
    </message>
</context>
<context>
    <name>transcript</name>
    <message>
        <source>Reading {done} of {total} tokens</source>
        <translation>已读 {done} / {total} token</translation>
    </message>
</context>
</TS>
